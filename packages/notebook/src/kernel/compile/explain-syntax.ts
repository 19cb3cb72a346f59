import { Parser } from 'acorn'
import type { Message, Reason } from '../../strings/message.ts'
import { codePointOf } from '../../text/code-point.ts'
import { cutMessage } from '../errors.ts'
import { findNear } from '../nearest.ts'
import { placeInScript } from '../place.ts'

/** Acorn's fields of a syntax error. */
interface ParserError {
  message: string
  /** Where the unexpected token begins. */
  pos: number
  /** How far the parser had read. */
  raisedAt?: number
}

interface Bracket {
  text: string
  start: number
}

interface Explained {
  message: Message
  position: number
}

export const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '${': '}' }

/** Characters of the code that a message quotes. */
const quoted = 40

/**
 * Explains the parser's message: it names the unexpected token, or what is missing where the code
 * ends.
 */
export function explainSyntax(source: string, error: ParserError): Explained {
  // The parser ends its message with the place, counting columns from 0.
  const message = error.message.replace(/ \(\d+:\d+\)$/, '')
  const markup = findMarkup(source)
  if (markup) return markup
  if (message !== 'Unexpected token') return explainMessage(source, message, error.pos)
  const end = source.trimEnd().length
  if (error.pos >= end)
    return { message: withCure({ kind: 'endsEarly' }, explainEnd(source, end)), position: end }
  const token = tokenAt(source, error)
  const cure = explainCloser(source, token, error.pos) ?? explainToken(source, token, error.pos)
  const misspelt =
    cure?.kind === 'didYouMean' ? /[A-Za-z]+\s+$/.exec(source.slice(0, error.pos)) : null
  return misspelt
    ? refuseToken(misspelt[0].trim(), misspelt.index, cure)
    : refuseToken(token, error.pos, cure)
}

const withCure = (message: Message, cure: Reason | undefined): Message =>
  cure ? { kind: 'withCure', message, cure } : message

/** The parser's own message, with a cure where there is one. */
function explainMessage(source: string, message: string, position: number): Explained {
  const said = `${message.charAt(0).toLowerCase()}${message.slice(1)}`.replace(
    /'([\u00AD\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF])'/,
    (_, sign: string) => codePointOf(sign),
  )
  return { message: withCure(said, cureFor(said, source, position)), position }
}

function explainEnd(source: string, end: number): Reason {
  const open = findOpen(source, end).at(-1)
  if (open) return explainOpen(open, source)
  return { kind: /\bconst\s+\w+$/.test(source.trimEnd()) ? 'giveValue' : 'missingHere' }
}

/** What is wrong with a value in a sentence that is more than one expression, or closes what it has not opened. */
export function explainValue(source: string, error: ParserError): Explained | undefined {
  const stray = findStray(source)
  if (stray !== undefined) return refuseToken(source[stray], stray, { kind: 'closesNothing' })
  if (error.pos >= source.trimEnd().length) return undefined
  const token = tokenAt(source, error)
  const cure = cureOfValue(token)
  return cure && refuseToken(token, error.pos, { kind: 'oneExpression', cure })
}

function cureOfValue(token: string): Reason | undefined {
  if (token === ';') return { kind: 'takeAway' }
  return /^(?:const|let|var|return|if|for|while|do|switch|throw|try)$/.test(token)
    ? { kind: 'writeAlone' }
    : undefined
}

function refuseToken(token: string, position: number, cure: Reason | undefined): Explained {
  const message = { kind: 'unexpected', token: cutMessage(token, quoted) } as const
  return { message: withCure(message, cure), position }
}

/** Where the first bracket stands that closes nothing. */
function findStray(source: string): number | undefined {
  const open: string[] = []
  try {
    for (const { start, end } of Parser.tokenizer(source, { ecmaVersion: 'latest' })) {
      const text = source.slice(start, end)
      if (Object.hasOwn(closers, text)) open.push(closers[text])
      else if (/^[)\]}]$/.test(text) && open.pop() !== text) return start
    }
  } catch {
    // Code that cannot be split into tokens has a clear message of the parser's own.
  }
  return undefined
}

function tokenAt(source: string, { pos, raisedAt = pos }: ParserError): string {
  return raisedAt > pos
    ? source.slice(pos, raisedAt).trim()
    : (/^[\p{ID_Continue}$]+|^[^]/u.exec(source.slice(pos))?.[0] ?? '')
}

function explainCloser(source: string, token: string, position: number): Reason | undefined {
  if (!/^[)\]}]$/.test(token)) return undefined
  const open = findOpen(source, position).at(-1)
  const without = `${source.slice(0, position)} ${source.slice(position + 1)}`
  const isTooMany = findStray(without) === undefined && !findOpen(without, without.length).length
  if (!open || isTooMany) return { kind: 'closesNothing' }
  return closers[open.text] === token ? { kind: 'missingBefore' } : explainOpen(open, source)
}

function explainOpen({ text: open, start }: Bracket, source: string): Reason {
  const { line, column } = placeInScript(source, start)
  return { kind: 'waitsForBracket', open, line, column, close: closers[open] }
}

/** The brackets that are still open at `end`, the innermost one last. */
export function findOpen(source: string, end: number): Bracket[] {
  const open: Bracket[] = []
  try {
    for (const { start, end: tokenEnd } of Parser.tokenizer(source.slice(0, end), {
      ecmaVersion: 'latest',
    })) {
      const text = source.slice(start, tokenEnd)
      if (Object.hasOwn(closers, text)) open.push({ text, start })
      else if (text === closers[open.at(-1)?.text ?? '']) open.pop()
    }
  } catch {
    // Code that cannot be split into tokens has a clear message of the parser's own.
  }
  return open
}

/** What to write instead, by the beginning of the parser's message. */
const cures: readonly (readonly [RegExp, Reason])[] = [
  [/^'return' outside/, { kind: 'endWithExpression' }],
  [/^unexpected character '[“”„‘’‚«»‹›´′″]/, { kind: 'straightQuotes' }],
  [/^unexpected character '#/, { kind: 'comment' }],
  [/^unexpected character '[−–]/, { kind: 'minusSign' }],
  [/^unexpected character '×/, { kind: 'write', code: '*' }],
  [/^unexpected character '[÷∕]/, { kind: 'write', code: '/' }],
  [/^unexpected character '≤/, { kind: 'write', code: '<=' }],
  [/^unexpected character '≥/, { kind: 'write', code: '>=' }],
  [/^unexpected character '≠/, { kind: 'write', code: '!==' }],
  [/^unexpected character '∞/, { kind: 'write', code: 'Infinity' }],
  [/^expecting Unicode escape/, { kind: 'noTex' }],
  [/^unexpected character '…/, { kind: 'write', code: '...' }],
  [/^unexpected character '[→⇒]/, { kind: 'arrow' }],
  [/^unexpected character '[⁰¹²³⁴-⁹]/, { kind: 'power' }],
  [/^unexpected character '[√]/, { kind: 'write', code: 'Math.sqrt(…)' }],
  [/^unexpected character '[（）【】｛｝，；：。！？]/, { kind: 'latinSign' }],
  [/^unexpected character U\+/, { kind: 'invisible' }],
  [/^private field/, { kind: 'declareInClass' }],
  [/^argument name clash/, { kind: 'renameOne' }],
  [/^binding /, { kind: 'anotherName' }],
  [/^the keyword '(?!yield)/, { kind: 'anotherName' }],
  [/^invalid regular expression/, { kind: 'escapeBracket' }],
  [/^unterminated string/, { kind: 'closeString' }],
  [/^unterminated template/, { kind: 'closeWith', code: '`' }],
  [/^unterminated comment/, { kind: 'closeWith', code: '*/' }],
  [/^unterminated regular expression/, { kind: 'closePattern' }],
  [/^identifier '.*' has already/, { kind: 'renameOrAssign' }],
  [/^unexpected keyword/, { kind: 'anotherName' }],
  [/^identifier directly after number/, { kind: 'nameOrProduct' }],
  [/^shorthand property/, { kind: 'colon' }],
  [/^cannot use keyword 'await'/, { kind: 'asyncFunction' }],
  [/^the keyword 'yield'/, { kind: 'generatorFunction' }],
  [/^deleting local/, { kind: 'anotherValue' }],
  [/^'with' in strict/, { kind: 'objectBeforeNames' }],
  [/^invalid number/, { kind: 'noLeadingZero' }],
  [/^numeric separator/, { kind: 'noSeparator' }],
  [/^unsyntactic/, { kind: 'inLoop' }],
  [/^bad character escape/, { kind: 'backslash' }],
  [/^(?:'super'|'new\.target')/, { kind: 'inClass' }],
  [/^optional chaining cannot/, { kind: 'dotAlone' }],
  [/^assigning to rvalue/, { kind: 'onlyNames' }],
  [/^type parameter list/, { kind: 'noMarkup' }],
]

/** What to write instead of what the parser refuses in these words. */
export function cureFor(
  said: string,
  source: string = '',
  position: number = 0,
): Reason | undefined {
  if (/^assigning to rvalue/.test(said) && /^[^\n]*=</.test(source.slice(position)))
    return { kind: 'write', code: '<=' }
  if (/^invalid number/.test(said) && /\d,$/.test(source.slice(0, position)))
    return decimal(source, position)
  if (said.startsWith("unexpected character ' '") && source[position - 1] === '#')
    return { kind: 'comment' }
  return cures.find(([pattern]) => pattern.test(said))?.[1]
}

/** An element as in JSX, which TypeScript without a compiler cannot read. */
function findMarkup(source: string): Explained | undefined {
  const found =
    /(?:^|[=(,:?&|{}\n;]|=>|\breturn)\s*(<(?:>|[A-Za-z][\w.-]*(?:\s+[\w-]+=[^>]*|\s*)\/?>))/.exec(
      source,
    )
  const tag = found?.[1]
  if (!found || tag === undefined || !(source.includes('</') || tag.endsWith('/>')))
    return undefined
  return {
    message: { kind: 'markup', tag: cutMessage(tag, quoted) },
    position: found.index + found[0].length - tag.length,
  }
}

/** Words and signs of other languages, and what TypeScript has instead. */
const elsewhere: Readonly<Record<string, Reason>> = {
  and: { kind: 'write', code: '&&' },
  or: { kind: 'write', code: '||' },
  not: { kind: 'write', code: '!' },
  elif: { kind: 'write', code: 'else if' },
  def: { kind: 'write', code: 'function' },
  lambda: { kind: 'write', code: '(x) => …' },
  then: { kind: 'write', code: '{ … }' },
  end: { kind: 'closeWithBrace' },
  pass: { kind: 'write', code: '{}' },
  import: { kind: 'inScope' },
}

function explainToken(source: string, token: string, position: number): Reason | undefined {
  const before = source.slice(0, position)
  const [previous = ''] = /\w+\s*$/.exec(before) ?? []
  const word = [token, previous.trim()].find((it) => Object.hasOwn(elsewhere, it))
  if (word !== undefined) return elsewhere[word]
  if (/\belif\b[^\n]*$/.test(before)) return elsewhere['elif']
  const cure = explainHabit(source, token, position)
  if (cure) return cure
  if (/^[;,)\]}]$/.test(token) && /[-+*/%=<>&|^?:]\s*$/.test(before))
    return { kind: 'missingValue' }
  if (token === '(' && /(?:^|[;{}\n])\s*(?:async\s+)?function\s*\*?\s*$/.test(before))
    return { kind: 'namelessFunction' }
  if (token === '>' && before.endsWith('-')) return { kind: 'arrow' }
  if (token === '{' && /\)\s*$/.test(before)) return { kind: 'missingArrow' }
  if (token === '...' || (token === '.' && before.endsWith('..'))) return { kind: 'inBrackets' }
  // The text of a template goes on, and the brace of its value is still open.
  const open = findOpen(source, position).at(-1)
  if (open?.text === '${' && /^[^`}]*`/.test(source.slice(position)))
    return explainOpen(open, source)
  const isItem =
    /^[{[(]/.test(token) && /^[[({]$/.test(open?.text ?? '') && /[}\])]\s*$/.test(before)
  if (isItem || (/^[\w"'`]/.test(token) && /[\w"'`)\]}]\s*$/.test(before)))
    return { kind: 'missingComma' }
  return undefined
}

/** What begins a statement, and stands in no bracket. */
const beginnings = /^(?:const|let|var|return|if|for|while|switch|throw|try|class)$/

/** Words that stand before another without a sign between them. */
const keywords = [
  'const',
  'let',
  'var',
  'function',
  'return',
  'class',
  'async',
  'await',
  'throw',
  'typeof',
  'export',
  'import',
  'interface',
]

/** Those that also stand within a statement, before a value. */
const inValues = ['function', 'class', 'async', 'await', 'typeof']

/**
 * The keyword that the last word before a token was meant as. Where no keyword may stand, a word that is spelt
 * like one is a name, and a sign is missing behind it.
 */
function findKeyword(before: string, open: Bracket | undefined): string | undefined {
  const [, lead = '', word] = /^([^]*?)([A-Za-z]+)\s+$/.exec(before) ?? []
  if (word === undefined) return undefined
  const isFirst = beginsStatement(lead, open)
  const isValue = /(?:[=?:&|!>]|\breturn)\s*$/.test(lead)
  const near = isFirst || isValue ? findNear(word, isFirst ? keywords : inValues) : undefined
  return near === word ? undefined : near
}

/** Whether a statement begins at the end of this code, within a bracket that is open. */
function beginsStatement(code: string, open: Bracket | undefined): boolean {
  const isObject =
    open !== undefined && /(?:[=(,:[?&|]|\breturn)\s*$/.test(code.slice(0, open.start))
  const isBlock = !open || (open.text === '{' && !isObject)
  return isBlock && /(?:^|[;{}\n]|\bdefault|\basync|\)|\belse)\s*$/.test(code)
}

/** A semicolon in a list, between its items as in other languages, or behind a list that is not closed. */
function explainSemicolon(source: string, position: number, open: Bracket): Reason {
  const isClosed = /^[^\n]*\]/.test(source.slice(position))
  return isClosed ? { kind: 'write', code: ',' } : explainOpen(open, source)
}

/** A notation that other languages have, or words have, by the token that does not fit. */
function explainHabit(source: string, token: string, position: number): Reason | undefined {
  const before = source.slice(0, position)
  const open = findOpen(source, position).at(-1)
  const inList = open?.text === '['
  const [, word = ''] = /([A-Za-z]+)\s+$/.exec(before) ?? []
  const near = /^[\w'"`({[]/.test(token) ? findKeyword(before, open) : undefined
  if (near !== undefined) return { kind: 'didYouMean', name: near }
  if (word === 'print') return { kind: 'write', code: 'display(…)' }
  if (word === 'from') return { kind: 'inScope' }
  if (token === ';' && inList) return explainSemicolon(source, position, open)
  if (token === '>' && /=\s*$/.test(before)) return { kind: 'arrow' }
  if (token === '>' && before.endsWith('<')) return { kind: 'write', code: '!==' }
  if (inList && token === 'for') return { kind: 'write', code: 'list.map((x) => …)' }
  if (beginnings.test(token) && (inList || open?.text === '(')) return explainOpen(open, source)
  if (token === ':') return explainColon(before, open, source.slice(position + 1))
  // A bracket of the line above that stays open, where a statement begins.
  if (
    open?.text === '(' &&
    /^[\w$]/.test(token) &&
    /^[^\n]*\n[^\S\n]*$/.test(before.slice(open.start))
  )
    return explainOpen(open, source)
  if (token === '{' && before.endsWith('$'))
    return { kind: 'write', code: /^\{([^}\n]*)/.exec(source.slice(position))?.[1] ?? '' }
  if (/^\d/.test(token) && /\d,$/.test(before)) return decimal(source, position)
  if (/^["']/.test(token) && /(?:^|[^\w$])[fF]$/.test(before))
    return { kind: 'write', code: '`… ${x} …`' }
  if (token === '(' && /\b(?:const|let|var)\s*$/.test(before))
    return { kind: 'write', code: 'const [a, b] = …' }
  if (token === '!' && before.endsWith('<')) return { kind: 'comment' }
  if (/\bfor\s+(?:\w+\s*)?$/.test(before))
    return { kind: 'write', code: 'for (const x of list) { … }' }
  const [, keyword] = /\b(if|while|switch)\s+$/.exec(before) ?? []
  if (keyword !== undefined && token !== '(') return { kind: 'write', code: `${keyword} (…) { … }` }
  return explainHyphen(source, token, position)
}

/** A number that was written with a comma before its decimals, which begin at a position. */
function decimal(source: string, position: number): Reason {
  const [whole = ''] = /\d+(?=,$)/.exec(source.slice(0, position)) ?? []
  const [part = ''] = /^\d+/.exec(source.slice(position)) ?? []
  return { kind: 'write', code: `${whole}.${part}` }
}

/** A colon between the ends of a slice, behind the key of what was to be an object, or before a late type. */
function explainColon(
  before: string,
  open: Bracket | undefined,
  after: string,
): Reason | undefined {
  if (open?.text === '[' && /[\w$)\]]\s*$/.test(before.slice(0, open.start)))
    return { kind: 'write', code: '.slice(from, to)' }
  if (!open && /=\s*\d+$/.test(before) && /^\s*\d/.test(after)) {
    const code = 'Array.from({ length: n }, (_, i) => i)'
    return { kind: 'write', code }
  }
  const [, name] = /\b(?:const|let|var)\s+([\w$]+)\s*=[^\n]*$/.exec(before) ?? []
  if (name !== undefined && !open) return { kind: 'write', code: `const ${name}: type = …` }
  if (open?.text === '{' && /=>\s*$/.test(before.slice(0, open.start)))
    return { kind: 'objectOfArrow' }
  const start = open?.text === '{' ? before.slice(0, open.start) : before
  return /(?:^|[;\n])\s*(?:["'\w$]+\s*:.*,\s*)?["'\w$]*\s*$/.test(start)
    ? { kind: 'objectStatement' }
    : undefined
}

/** A name with a hyphen: `const learning-rate`. */
function explainHyphen(source: string, token: string, position: number): Reason | undefined {
  const [, first] = /\b(?:const|let|var|function)\s+([\w$]+)$/.exec(source.slice(0, position)) ?? []
  const [, second] = /^-([A-Za-z])/.exec(source.slice(position)) ?? []
  if (token !== '-' || first === undefined || second === undefined) return undefined
  const rest = /^-[\w$]+/.exec(source.slice(position))?.[0].slice(2) ?? ''
  return { kind: 'write', code: `${first}${second.toUpperCase()}${rest}` }
}
