import { offsetAt } from '../../text/place.ts'
import { parseMdx } from './engine.ts'
import { explainBraces } from './explain-braces.ts'

/** A mistake in MDX's own syntax, in words for its author. */
export interface SyntaxMistake {
  /** Where it stands in the source. */
  offset: number
  message: string
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
  for (const explain of [explainTags, explainExpression, explainModule, explainTag]) {
    const explanation = explain(refused, source)
    if (explanation) return explanation
  }
  return {
    offset: refused.offset,
    message: `cannot be read: ${refused.reason.charAt(0).toLowerCase()}${refused.reason.slice(1)}`,
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
    cause: `${said.charAt(0).toLowerCase()}${said.slice(1)}`,
  }
}

const voidElements = ['br', 'hr', 'img', 'wbr', 'input', 'source', 'col', 'meta', 'link']

/** Opening and closing tags that do not match. */
const explainTags: Explain = ({ reason, offset, rule }, source) => {
  const [, open, line, column] = /closing tag for `<([^`>]*)>` \((\d+):(\d+)/.exec(reason) ?? []
  if (reason.startsWith('Expected a closing tag')) {
    const isVoid = voidElements.includes(open ?? '')
    const cure = isVoid
      ? open === 'img'
        ? 'write ![what it shows](./name) for a picture beside the chapter, and end every tag without a text with />'
        : `write <${open} />`
      : reason.includes('before the end of')
        ? `its text ends before it is closed. Close it in the same paragraph, or put <${open}> and </${open}> on lines of their own, with an empty line after the one and before the other`
        : open === ''
          ? 'close it with </>'
          : `close it with </${open}>, or write <${open} … /> if nothing stands within it`
    return {
      offset: offsetAt(source, { line: Number(line), column: Number(column) }),
      message: `unclosed: <${open}>; ${cure}`,
    }
  }
  const [, close] = /closing tag `(<\/[^`]*)`/.exec(reason) ?? []
  if (reason.startsWith('Unexpected closing tag'))
    return {
      offset,
      message: `wrong closing tag: ${close}; <${open}> of line ${line} is open, and is closed with </${open}>`,
    }
  if (reason.startsWith('Expected the closing tag'))
    return {
      offset,
      message: `misplaced: ${close}; it ends within another paragraph than it began: put it on a line of its own, after an empty line`,
    }
  if (!rule.endsWith('unexpected-closing-slash')) return undefined
  return {
    offset: offset - 1,
    message: `nothing to close: ${/^<\/[^>]*>?/.exec(source.slice(offset - 1))?.[0]}; no such tag is open`,
  }
}

/** What stands in braces, in prose or as an attribute. */
const explainExpression: Explain = ({ reason, rule, offset, cause }, source) => {
  if (!rule.startsWith('micromark-extension-mdx-expression')) return undefined
  const prose = 'a value is written `{ts} …`, a comment {/* … */}, and a brace itself \\{'
  if (rule.endsWith('unexpected-eof')) {
    const at = findCulprit(source, offset, '{') ?? offset
    return {
      offset: at,
      message: `unclosed brace: {; ${source[at - 1] === '=' ? 'close it with }' : prose}`,
    }
  }
  if (rule.endsWith('unexpected-lazy'))
    return {
      offset,
      message:
        'braces that go on outside of their list or quote: indent the line as the one before',
    }
  const at = source.lastIndexOf('{', offset - 1)
  const meant = explainBraces(source.slice(0, at), /^\{([^}\n]*)/.exec(source.slice(at))?.[1] ?? '')
  if (at >= 0 && meant) return { offset: at, message: meant }
  if (/^\{[{%<]/.test(source.slice(at - 1)) || /^\{[%<]/.test(source.slice(at)))
    return {
      offset: source[at - 1] === '{' ? at - 1 : at,
      message: `shortcode: ${/^\S+ ?\S*/.exec(source.slice(source[at - 1] === '{' ? at - 1 : at))?.[0]}; a page has none: write a component, or \\{ for the sign itself`,
    }
  if (rule.endsWith('unexpected-empty-expression'))
    return { offset: at, message: 'empty attribute: {}; write a value' }
  return source[at - 1] === '=' ||
    /=\{[^\n]*$/.test(source.slice(0, offset).split('\n').at(-1) ?? '')
    ? {
        offset,
        message: `unreadable attribute: ${cause || reason}; write it out as {1}, "text", {[1, 2]} or {{ a: 1 }}, with each bracket closed`,
      }
    : { offset: at < 0 ? offset : at, message: `unreadable braces: ${cause || reason}; ${prose}` }
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
    message: `unreadable: a line that begins with \`${word}\` is read as code. A chapter imports and exports nothing; in prose, begin the line with another word`,
  }
}

/** A malformed tag, or a `<` that was meant as text. */
const explainTag: Explain = ({ reason, rule, offset }, source) => {
  if (!rule.startsWith('micromark-extension-mdx-jsx')) return undefined
  if (rule.endsWith('unexpected-lazy'))
    return {
      offset,
      message: 'a tag that goes on outside of its list or quote: indent the line as the one before',
    }
  const at = rule.endsWith('unexpected-eof')
    ? (findCulprit(source, offset, '<') ?? offset)
    : source.lastIndexOf('<', offset)
  const tag = /^<\/?[\w.-]*/.exec(source.slice(at))?.[0] ?? '<'
  if (reason.includes('create a comment'))
    return { offset: at, message: 'HTML comment: <!--; a comment is written {/* … */}' }
  if (reason.includes('create a link'))
    return { offset: at, message: `address in angle brackets: ${tag}; write [words](address)` }
  if (reason.includes('closing quote'))
    return {
      offset: at,
      message: `unclosed quote in ${tag}: an attribute’s value ends with the quote that it begins with`,
    }
  if (reason.includes('before attribute value')) {
    const name = /([\w-]+)\s*=\s*$/.exec(source.slice(at, offset))?.[1] ?? '…'
    return {
      offset,
      message: `attribute without quotes: ${name}=${source[offset]}; write ${name}="…" in straight quotes, or ${name}={…} for a number or a list`,
    }
  }
  if (/before name|in name/.test(reason))
    return {
      offset: at,
      message: `stray <: ${JSON.stringify(source.slice(at, at + 8).split('\n')[0])} begins no tag; write \\< for the sign itself, or set it in a formula or in backquotes`,
    }
  // An empty line within a tag means that it was left open.
  const open = rule.endsWith('unexpected-eof') || source.slice(at, offset).includes('\n\n')
  const found = open ? 'it ends nowhere' : `${JSON.stringify(source[offset])} does not belong there`
  const cure = 'write name="…" or name={…} for each attribute, and end with > or />'
  // A sign between words: `x <y then`.
  const isSign = /^<[a-z]{1,3}$/.test(tag) && /[\w)$]\s*$/.test(source.slice(0, at))
  return {
    offset: isSign || open ? at : offset,
    message: isSign
      ? `stray <: ${JSON.stringify(source.slice(at, at + 8).split('\n')[0])} begins no tag; write \\< for the sign itself, or set it in a formula or in backquotes`
      : `unreadable tag: ${tag}: ${found}; ${cure}`,
  }
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
