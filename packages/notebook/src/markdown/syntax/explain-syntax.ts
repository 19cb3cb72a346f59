import { closers, cureFor, findOpen } from '../../kernel/compile/explain-syntax.ts'
import { findNear } from '../../kernel/nearest.ts'
import { offsetAt, placeAt } from '../../text/place.ts'
import { findComponent } from './component-table.ts'
import { htmlElements, refusedElements } from './html-elements.ts'
import { parseMdx } from './engine.ts'
import type { Mistake } from '../../strings/mistakes.ts'
import { explainBraces } from './explain-braces.ts'

/** A mistake in MDX's own syntax, in words for its author. */
export interface SyntaxMistake {
  /** Where it stands in the source. */
  offset: number
  told: Mistake
}

/** What the Markdown engine throws. */
interface Thrown {
  reason?: string
  source?: string
  ruleId?: string
  place?: { offset?: number; start?: { offset?: number } }
  cause?: { message?: string }
}

/** What the Markdown engine refused, with its own reason and rule. */
interface Refused {
  reason: string
  rule: string
  offset: number
  cause: string
}

type Explain = (refused: Refused, source: string) => SyntaxMistake | undefined

/** Explains a syntax error of the Markdown engine: its place, and what to write instead. */
export function explainSyntax(error: unknown, source: string): SyntaxMistake {
  const refused = toRefused(error)
  for (const explain of [explainFence, explainTags, explainExpression, explainModule, explainTag]) {
    const explanation = explain(refused, source)
    if (explanation) return explanation
  }
  return {
    offset: refused.offset,
    told: { kind: 'cannotBeRead', reason: lower(refused.reason) },
  }
}

function toRefused(error: unknown): Refused {
  const { reason = String(error), source = '', ruleId = '', place, cause } = error as Thrown
  const offset = place?.offset ?? place?.start?.offset ?? 0
  const said = (cause?.message ?? '').replace(/ \(\d+:\d+\)$/, '')
  return {
    reason,
    rule: `${source}:${ruleId}`,
    offset,
    cause: lower(said),
  }
}

/** A fence whose first line has a backquote is none, and its code is read as text. */
const explainFence: Explain = ({ offset }, source) => {
  const fences = [...source.matchAll(/^[ \t]*`{3,}.*$/gm)]
  const { 0: line, index } = fences.findLast((it) => it.index <= offset) ?? { 0: '', index: 0 }
  const [before] = /^[ \t]*`{3,}[^`]+(?=`)/.exec(line) ?? []
  return before === undefined
    ? undefined
    : { offset: index + before.length, told: { kind: 'backquoteInFence' } }
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

const voidElements = ['br', 'hr', 'img', 'wbr', 'input', 'source', 'col', 'meta', 'link']

/** Opening and closing tags that do not match. */
const explainTags: Explain = ({ reason, offset, rule }, source) => {
  const [, open, line, column] = /closing tag for `<([^`>]*)>` \((\d+):(\d+)/.exec(reason) ?? []
  if (reason.startsWith('Expected a closing tag')) {
    const at = offsetAt(source, { line: Number(line), column: Number(column) })
    const meant = explainBlank(source, at, open) ?? explainNoTag(source, at, open)
    if (meant) return meant
    const isVoid = voidElements.includes(open ?? '')
    const cure: Mistake = isVoid
      ? open === 'img'
        ? { kind: 'writePicture' }
        : { kind: 'writeVoid', tag: open }
      : reason.includes('before the end of')
        ? { kind: 'closeInParagraph', tag: open }
        : open === ''
          ? { kind: 'closeFragment' }
          : { kind: 'closeTag', tag: open }
    return { offset: at, told: { kind: 'unclosedTag', tag: open, cure } }
  }
  const [, close = ''] = /closing tag `(<\/[^`]*)`/.exec(reason) ?? []
  if (reason.startsWith('Unexpected closing tag'))
    return explainPair({ offset, close }, reason, source)
  if (reason.startsWith('Expected the closing tag'))
    return {
      offset,
      told: { kind: 'misplacedClosing', close },
    }
  if (!rule.endsWith('unexpected-closing-slash')) return undefined
  const tag = /^<\/[^>]*>?/.exec(source.slice(offset - 1))?.[0] ?? ''
  const [name = ''] = /[\w.]+/.exec(tag) ?? []
  return (
    explainBlank(source, 0, name) ?? { offset: offset - 1, told: { kind: 'nothingToClose', tag } }
  )
}

/** A tag with a blank behind its first sign, which makes it text. */
function explainBlank(source: string, from: number, name: string): SyntaxMistake | undefined {
  const pattern = new RegExp(`<(?:\\s+/?\\s*|/\\s+)${name.replaceAll('.', '\\.')}\\b`)
  const found = name === '' ? null : pattern.exec(source.slice(from))
  if (!found) return undefined
  const [tag] = found
  return {
    offset: from + found.index,
    told: { kind: 'blankInTag', tag, written: tag.replaceAll(/\s/g, '') },
  }
}

/** What looks like a tag and is none: the type in `Array<number>`, or an element that HTML does not have. */
function explainNoTag(source: string, at: number, name: string): SyntaxMistake | undefined {
  const isKnown = knows(name) || name === ''
  const isType = /[\w)]$/.test(source.slice(0, at)) && !isKnown
  const near = isKnown ? undefined : findNear(name, htmlElements)
  if (isKnown || (!isType && /^[A-Z]/.test(name))) return undefined
  const found = JSON.stringify(/^<[^>\n]*>?/.exec(source.slice(at))?.[0] ?? '<')
  return {
    offset: at,
    told:
      near === undefined || isType
        ? { kind: 'strayAngle', found }
        : { kind: 'unknownElement', name, cure: { kind: 'meantElement', near } },
  }
}

/** Whether there is such a component, or an element of HTML, allowed or not. */
const knows = (name: string): boolean =>
  findComponent(name) !== undefined ||
  htmlElements.includes(name) ||
  voidElements.includes(name) ||
  Object.hasOwn(refusedElements, name) ||
  /^(?:Fragment|svg|math|html|body|head|title|center|font|label|dialog)$/.test(name)

/** A closing tag of another name than the tag that is open: its own is wrong, or that of the open one is missing. */
function explainPair(
  { offset, close }: { offset: number; close: string },
  reason: string,
  source: string,
): SyntaxMistake {
  const [, tag = '', line, column] = /closing tag for `<([^`>]*)>` \((\d+):(\d+)/.exec(reason) ?? []
  const before = source.slice(0, offset)
  const count = (pattern: RegExp): number => [...before.matchAll(pattern)].length
  const name = close.slice(2, -1)
  const from = offsetAt(source, { line: Number(line), column: Number(column) })
  // Of two names that do not fit, the one that nothing has is the misspelt one.
  if (!knows(tag) && knows(name) && findNear(tag, [name]) !== undefined)
    return /^[A-Z]/.test(tag)
      ? {
          offset: from,
          told: {
            kind: 'unknownComponent',
            name: tag,
            cure: { kind: 'didYouMeanPlain', near: name },
          },
        }
      : {
          offset: from,
          told: { kind: 'unknownElement', name: tag, cure: { kind: 'meantElement', near: name } },
        }
  const isOpen =
    count(new RegExp(`<${name}\\b(?:[^<>]|=>)*(?<![/=])>`, 'g')) >
    count(new RegExp(`</${name}>`, 'g'))
  return isOpen
    ? {
        offset: from,
        told: {
          kind: 'unclosedTag',
          tag,
          cure: { kind: 'closeBefore', tag, close, line: lineAt(before) },
        },
      }
    : { offset, told: { kind: 'wrongClosingTag', close, tag, line } }
}

const lineAt = (before: string): number => before.split('\n').length

/** What stands in braces, in prose or as an attribute. */
const explainExpression: Explain = ({ reason, rule, offset, cause }, source) => {
  if (!rule.startsWith('micromark-extension-mdx-expression')) return undefined
  const prose: Mistake = { kind: 'bracesInProse' }
  if (rule.endsWith('unexpected-eof')) {
    const at = findCulprit(source, offset, '{') ?? offset
    return {
      offset: at,
      told: {
        kind: 'unclosedBrace',
        cure: source.startsWith('{/*', at)
          ? { kind: 'closeComment' }
          : source[at - 1] === '='
            ? { kind: 'closeWithBraceOf' }
            : prose,
      },
    }
  }
  if (rule.endsWith('unexpected-lazy'))
    return {
      offset,
      told: { kind: 'bracesGoOn' },
    }
  const left = findLeftOpen(source, offset, cause)
  if (left !== undefined)
    return { offset: left, told: { kind: 'unclosedBrace', cure: { kind: 'closeWithBraceOf' } } }
  const at = source.lastIndexOf('{', offset - 1)
  if (/^\$\{[^}`\n]*`/.test(source.slice(at - 1)))
    return { offset: at - 1, told: { kind: 'unclosedTemplate' } }
  const meant = explainBraces(source.slice(0, at), /^\{([^}\n]*)/.exec(source.slice(at))?.[1] ?? '')
  if (at >= 0 && meant) return { offset: at, told: meant }
  if (source.startsWith('{<!--', at)) return { offset: at, told: { kind: 'htmlComment' } }
  if (/^\{[{%<]/.test(source.slice(at - 1)) || /^\{[%<]/.test(source.slice(at)))
    return {
      offset: source[at - 1] === '{' ? at - 1 : at,
      told: {
        kind: 'shortcode',
        found: /^\S+ ?\S*/.exec(source.slice(source[at - 1] === '{' ? at - 1 : at))?.[0] ?? '',
      },
    }
  if (rule.endsWith('unexpected-empty-expression'))
    return { offset: at, told: { kind: 'emptyBracesOfAttribute' } }
  const isAttribute =
    source[at - 1] === '=' || /=\{[^\n]*$/.test(source.slice(0, offset).split('\n').at(-1) ?? '')
  const cured = isAttribute ? explainSign(source, offset, cause) : undefined
  if (cured) return { offset, told: cured }
  return isAttribute
    ? {
        offset,
        told: { kind: 'unreadableAttribute', reason: cause || reason },
      }
    : {
        offset: at < 0 ? offset : at,
        told: { kind: 'unreadableBraces', reason: cause || reason, cure: prose },
      }
}

/** A sign of typography in an attribute, or a bracket there that another one waits for. */
function explainSign(source: string, offset: number, cause: string): Mistake | undefined {
  const cure = cureFor(cause)
  if (cure) return { kind: 'withCure', message: cause, cure }
  const token = source[offset]
  const start = source.lastIndexOf('={', offset) + 2
  const open = findOpen(source.slice(start, offset), offset - start).at(-1)
  if (!/^[)\]}]$/.test(token) || !open) return undefined
  const { line, column } = placeAt(source, start + open.start)
  return {
    kind: 'withCure',
    message: { kind: 'unexpected', token },
    cure: { kind: 'waitsForBracket', open: open.text, line, column, close: closers[open.text] },
  }
}

/** The brace of an attribute behind whose value the next attribute comes, or the end of the tag, before any `}`. */
function findLeftOpen(source: string, offset: number, cause: string): number | undefined {
  if (!/^unexpected content after/.test(cause)) return undefined
  const at = source.slice(0, offset).lastIndexOf('={')
  const isLeft = /^[^{}]*?(?:\s[A-Za-z]+=["{]|(?<![=-])>)/.test(source.slice(offset))
  return at >= 0 && isLeft ? at + 1 : undefined
}

/** A line of prose that MDX takes for an import or export. */
const explainModule: Explain = ({ rule, offset }, source) => {
  if (!rule.startsWith('micromark-extension-mdxjs-esm')) return undefined
  const start = Math.max(
    0,
    ...[...source.slice(0, offset).matchAll(/^(import|export)\b/gm)].map((it) => it.index),
  )
  const word = /^\w+/.exec(source.slice(start))?.[0] ?? ''
  return {
    offset: start,
    told: { kind: 'readAsCode', word },
  }
}

/** A malformed tag, or a `<` that was meant as text. */
const explainTag: Explain = ({ reason, rule, offset }, source) => {
  if (!rule.startsWith('micromark-extension-mdx-jsx')) return undefined
  if (rule.endsWith('unexpected-lazy'))
    return {
      offset,
      told: { kind: 'tagGoesOn' },
    }
  // Another tag begins among the attributes of one.
  if (source[offset] === '<' && reason.includes('attribute'))
    return explainEndless(source, source.lastIndexOf('<', offset - 1))
  const at = rule.endsWith('unexpected-eof')
    ? (findCulprit(source, offset, '<') ?? offset)
    : source.lastIndexOf('<', offset)
  const tag = /^<\/?[\w.-]*/.exec(source.slice(at))?.[0] ?? '<'
  if (reason.includes('create a comment')) return { offset: at, told: { kind: 'htmlComment' } }
  if (reason.includes('create a link'))
    return { offset: at, told: { kind: 'addressInAngles', tag } }
  if (reason.includes('closing quote'))
    return {
      offset: at,
      told: { kind: 'unclosedQuoteInTag', tag },
    }
  if (reason.includes('before attribute value')) {
    const name = /([\w-]+)\s*=\s*$/.exec(source.slice(at, offset))?.[1] ?? '…'
    return {
      offset,
      told: { kind: 'attributeWithoutQuotes', name, value: wordAt(source, offset) },
    }
  }
  if (/^<\/?[A-Z][\w.]*$/.test(tag) && /^\s*(?:\n|$)/.test(source.slice(at + tag.length)))
    return explainEndless(source, at)
  if (/before name|in name/.test(reason))
    return {
      offset: at,
      told: { kind: 'strayAngle', found: JSON.stringify(source.slice(at, at + 8).split('\n')[0]) },
    }
  // An empty line within a tag means that it was left open.
  const open = rule.endsWith('unexpected-eof') || source.slice(at, offset).includes('\n\n')
  const found: Mistake = open
    ? { kind: 'endsNowhere' }
    : { kind: 'doesNotBelong', sign: JSON.stringify(source[offset]) }
  const cure: Mistake = { kind: 'writeAttributes' }
  // A sign between words: `x <y then`.
  const isSign = /^<[a-z]{1,3}$/.test(tag) && /[\w)$]\s*$/.test(source.slice(0, at))
  return {
    offset: isSign || open ? at : offset,
    told: isSign
      ? { kind: 'strayAngle', found: JSON.stringify(source.slice(at, at + 8).split('\n')[0]) }
      : { kind: 'unreadableTag', tag, found, cure },
  }
}

/** What is written from an offset on: a number, a word, or a sign. */
const wordAt = (source: string, offset: number): string =>
  /^(?:[-\w.]*\w|[^])/.exec(source.slice(offset))?.[0] ?? ''

function explainEndless(source: string, offset: number): SyntaxMistake {
  const tag = /^<\/?[\w.-]*/.exec(source.slice(offset))?.[0] ?? '<'
  const found: Mistake = { kind: 'endsNowhere' }
  const cure: Mistake = { kind: tag.startsWith('</') ? 'endTag' : 'writeAttributes' }
  return { offset, told: { kind: 'unreadableTag', tag, found, cure } }
}

/**
 * The unclosed brace or tag before `offset`: the character without which the parser gets past that
 * offset.
 */
function findCulprit(source: string, offset: number, sign: string): number | undefined {
  const candidates = [...source.slice(0, offset).matchAll(sign === '{' ? /\{/g : /</g)]
    .map((it) => it.index)
    .reverse()
    .slice(0, 60)
  return candidates.find(
    (at) => refusedAt(`${source.slice(0, at)} ${source.slice(at + 1)}`) !== offset,
  )
}

function refusedAt(source: string): number | undefined {
  try {
    parseMdx(source)
    return undefined
  } catch (error) {
    return toRefused(error).offset
  }
}
