import { Parser } from 'acorn'
import { cutText } from '../limits.ts'
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
  message: string
  position: number
}

const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '${': '}' }

/**
 * Rewords the parser's message: it names the unexpected token, or what is missing where the code
 * ends.
 */
export function explainSyntax(source: string, error: ParserError): Explained {
  // The parser ends its message with the place, counting columns from 0.
  const message = error.message.replace(/ \(\d+:\d+\)$/, '')
  const markup = findMarkup(source)
  if (markup) return markup
  const said = `${message.charAt(0).toLowerCase()}${message.slice(1)}`.replace(
    /'([\u00AD\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF])'/,
    (_, sign: string) => `U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  )
  if (message !== 'Unexpected token')
    return { message: `${said}${cureFor(said, source, error.pos)}`, position: error.pos }
  const end = source.trimEnd().length
  if (error.pos >= end)
    return {
      message: `the code ends too early${explainOpen(findOpen(source, end).at(-1), source) ?? (/\bconst\s+\w+$/.test(source.trimEnd()) ? '; give the constant a value, as in const a = 1' : '; something is missing here')}`,
      position: end,
    }
  const token = tokenAt(source, error)
  return {
    message: `unexpected \`${cutText(token, 40)}\`${explainCloser(source, token, error.pos) || explainToken(source, token, error.pos)}`,
    position: error.pos,
  }
}

/** What is wrong with a value in a sentence that is more than one expression, or closes what it has not opened. */
export function explainValue(source: string, error: ParserError): Explained | undefined {
  const stray = findStray(source)
  if (stray !== undefined)
    return { message: `unexpected \`${source[stray]}\`; it closes nothing`, position: stray }
  if (error.pos >= source.trimEnd().length) return undefined
  const token = tokenAt(source, error)
  const cure =
    token === ';'
      ? 'take it away'
      : /^(?:const|let|var|return|if|for|while|do|switch|throw|try)$/.test(token) &&
        'write that alone, and what comes before it into a cell'
  return cure
    ? {
        message: `unexpected \`${token}\`; a value is one expression: ${cure}`,
        position: error.pos,
      }
    : undefined
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

function explainCloser(source: string, token: string, position: number): string {
  if (!/^[)\]}]$/.test(token)) return ''
  const open = findOpen(source, position).at(-1)
  return open && closers[open.text] === token
    ? '; something is missing before it'
    : (explainOpen(open, source) ?? '; it closes nothing')
}

function explainOpen(open: Bracket | undefined, source: string): string | undefined {
  if (!open) return undefined
  const { line, column } = placeInScript(source, open.start)
  return `; \`${open.text}\` of line ${line}, column ${column} waits for its \`${closers[open.text]}\``
}

/** The brackets that are still open at `end`, the innermost one last. */
function findOpen(source: string, end: number): Bracket[] {
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
const cures: readonly (readonly [RegExp, string])[] = [
  [/^'return' outside/, 'end the cell with the expression alone: it shows its last one'],
  [/^unexpected character '[“”„‘’«»]/, 'write straight quotes: " or \''],
  [/^unexpected character '#/, 'a comment begins with //'],
  [/^unexpected character '[−–]/, 'write the sign - of the keyboard'],
  [/^unexpected character '×/, 'write *'],
  [/^unexpected character '[÷∕]/, 'write /'],
  [/^unexpected character '≤/, 'write <='],
  [/^unexpected character '≥/, 'write >='],
  [/^unexpected character '≠/, 'write !=='],
  [/^unexpected character '…/, 'write ...'],
  [/^unexpected character '[→⇒]/, 'an arrow is written =>'],
  [/^unexpected character '[⁰¹²³⁴-⁹]/, 'a power is written **'],
  [/^unexpected character '[√]/, 'write Math.sqrt(…)'],
  [/^unexpected character '[（）【】｛｝，；：。！？]/, 'write the sign of the Latin keyboard'],
  [/^unexpected character U\+/, 'it cannot be seen: delete it'],
  [/^private field/, 'declare it in the class'],
  [/^argument name clash/, 'rename one'],
  [/^binding /, 'choose another name'],
  [/^the keyword '(?!yield)/, 'choose another name'],
  [/^invalid regular expression/, 'a bracket as itself is written with a \\ before it'],
  [/^unterminated string/, 'close it on the same line with the quote that it begins with'],
  [/^unterminated template/, 'close it with `'],
  [/^unterminated comment/, 'close it with */'],
  [
    /^unterminated regular expression/,
    'close it with /, or put a blank on both sides of a division',
  ],
  [/^identifier '.*' has already/, 'rename one, or assign to the first, declared with let'],
  [/^unexpected keyword/, 'choose another name'],
  [/^identifier directly after number/, 'a name begins with a letter, and a product has its *'],
  [/^shorthand property/, 'write : for the = within an object'],
  [/^cannot use keyword 'await'/, 'write async before the function'],
  [/^the keyword 'yield'/, 'write it within function* () { … }'],
  [/^deleting local/, 'a name stays; give it another value'],
  [/^'with' in strict/, 'write the object before each of its names'],
  [/^invalid number/, 'a whole number has no 0 before it'],
  [/^numeric separator/, 'take the _ away'],
  [/^unsyntactic/, 'it belongs into a loop'],
  [/^bad character escape/, 'a backslash itself is written \\\\'],
  [/^(?:'super'|'new\.target')/, 'it belongs into a class'],
  [/^optional chaining cannot/, 'write . for ?. before an assignment'],
  [/^assigning to rvalue/, 'only a name, or a part of one, takes a value; to compare, write ==='],
  [/^type parameter list/, 'a cell has no markup: make elements with document.createElement'],
]

function cureFor(said: string, source: string, position: number): string {
  if (said.startsWith("unexpected character ' '") && source[position - 1] === '#')
    return '; a comment begins with //'
  const found = cures.find(([pattern]) => pattern.test(said))
  return found ? `; ${found[1]}` : ''
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
    message: `markup in code: ${cutText(tag, 40)}; make elements with document.createElement, and end the cell with them`,
    position: found.index + found[0].length - tag.length,
  }
}

/** Words and signs of other languages, and what TypeScript has instead. */
const elsewhere: Readonly<Record<string, string>> = {
  and: 'write &&',
  or: 'write ||',
  not: 'write !',
  elif: 'write else if',
  def: 'write function',
  lambda: 'write (x) => …',
  then: 'write { … }',
  end: 'close with }',
  pass: 'write {}',
  import: 'the library’s names are in scope already',
}

function explainToken(source: string, token: string, position: number): string {
  const before = source.slice(0, position)
  const [previous = ''] = /\w+\s*$/.exec(before) ?? []
  const word = [token, previous.trim()].find((it) => Object.hasOwn(elsewhere, it))
  if (word !== undefined) return `; ${elsewhere[word]}`
  if (/^[;,)\]}]$/.test(token) && /[-+*/%=<>&|^?:]\s*$/.test(before))
    return '; a value is missing before it'
  if (token === '(' && /(?:^|[;{}\n])\s*(?:async\s+)?function\s*\*?\s*$/.test(before))
    return '; a function that begins a line needs a name, or stands in ( )'
  if (token === '>' && before.endsWith('-')) return '; an arrow is written =>'
  if (token === '{' && /\)\s*$/.test(before)) return '; something is missing before it, such as =>'
  if (token === '.' && before.endsWith('..')) return '; it belongs into [ ], { } or ( )'
  if (/^[\w"'`]/.test(token) && /[\w"'`)\]}]\s*$/.test(before))
    return '; a comma, an operator or a new line is missing before it'
  return ''
}
