import katex from 'katex'
import { nearestCommand } from './commands.ts'
import { refuse } from './error.ts'

/** A node of KaTeX's own parse tree, with the fields that the tokens are made from. */
export type KatexNode = {
  readonly type: string
  readonly text?: string
  readonly name?: string
  readonly family?: string
  readonly font?: string
  readonly label?: string
  readonly mclass?: string
  readonly isOver?: boolean
  readonly delim?: string
  readonly left?: string
  readonly right?: string
  readonly hasBarLine?: boolean
  readonly leftDelim?: string | null
  readonly rightDelim?: string | null
  readonly dimension?: { readonly number: number; readonly unit: string }
  readonly colSeparationType?: string
  readonly loc?: {
    readonly start: number
    readonly end: number
    readonly lexer: { readonly input: string }
  }
  readonly base?: KatexNode | null
  readonly sub?: KatexNode | null
  readonly sup?: KatexNode | null
  readonly numer?: KatexNode
  readonly denom?: KatexNode
  readonly index?: KatexNode | null
  readonly tag?: readonly KatexNode[]
  readonly display?: readonly KatexNode[]
  /** A node, a list, or (in arrays) rows of cells: narrowed where the type is known. */
  readonly body?: unknown
}

type Parse = (tex: string, options: object) => KatexNode[]

// The tree is not part of KaTeX's typed face. It has kept its shape from 0.16 to 0.19, the version
// is pinned, and the tests of the tokens fail loudly if it ever changes.
const parse = (katex as unknown as { __parse: Parse }).__parse

/** Letters of other scripts belong inside `\text`; the rest of KaTeX's strictness is a matter of print. */
const strict = (code: string): 'error' | 'ignore' =>
  code === 'unicodeTextInMathMode' || code === 'unknownSymbol' ? 'error' : 'ignore'

export function parseTree(tex: string): KatexNode[] {
  refuseDisplay(tex)
  try {
    return parse(tex, { displayMode: true, throwOnError: true, trust: true, strict })
  } catch (error) {
    return refuseSyntax(tex, error)
  }
}

/** An environment of LaTeX's that makes a display, within one: KaTeX takes it for a table. */
function refuseDisplay(tex: string): void {
  const { index, 0: found } = /\\begin\{(?:equation|displaymath)\*?\}/.exec(tex) ?? { index: 0 }
  if (found === undefined) return
  const span = { start: index, end: index + found.length }
  refuse(
    span,
    'display within a display',
    found,
    'the formula is one already',
    'leave it out, with its \\end',
  )
}

function refuseSyntax(tex: string, error: unknown): never {
  const { position, length, rawMessage } = error as {
    position?: number
    length?: number
    rawMessage?: string
  }
  if (rawMessage === undefined) throw error
  // Errors at the end of the input carry no position.
  const start = position ?? tex.length
  const span = { start, end: start + (length ?? 0) }
  const found = tex.slice(span.start, span.end).trim() || 'end of formula'
  if (rawMessage.includes('unicodeTextInMathMode')) {
    const isPunctuation = /^[，；：。、（）．]/.test(found)
    refuse(
      span,
      'text in a formula',
      found,
      isPunctuation
        ? 'punctuation of this width is part of words'
        : 'letters of this script are words, not names',
      isPunctuation ? 'write , ; : ( ) or put it into \\text{…}' : 'put words into \\text{…}',
    )
  }
  if (/^[–—]/.test(found))
    refuse(span, 'invalid TeX', found, 'a dash is a sign of words', 'write the - of the keyboard')
  refuse(span, 'invalid TeX', found, lowerFirst(rawMessage), cureFor(rawMessage, tex, found))
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

/** What to write instead, by what KaTeX says. */
const cures: readonly (readonly [RegExp, string])[] = [
  [/^Undefined control sequence/, 'look at its spelling, or write \\operatorname{…} for a name'],
  [/^Double (?:sub|super)script/, 'put what belongs together into braces: {…}'],
  [/got '&'/, 'it parts the columns of \\begin{aligned} … \\end{aligned}; the sign itself is \\&'],
  [/got '#'/, 'the sign itself is \\#'],
  [/expected group as argument to '\\right'/i, 'write a bracket behind \\right, or a dot for none'],
  [/expected group after '_'/i, 'write what stands below it, in braces: _{…}'],
  [/expected group after '\^'/i, 'write what stands above it, in braces: ^{…}'],
  [/redefine/, 'a formula defines no commands: write out what it stands for'],
  [/got '}'|expected '}'/i, 'each { has its }'],
  [/expected '\\right'|got '\\right'/i, 'each \\left has its \\right'],
  [/No such environment/, 'there are aligned, cases, matrix and the like'],
  [/or \\end/, 'each \\begin{…} has its \\end{…}'],
  [/expected '\$'/i, 'the sign itself is \\$'],
  [/function '\$' in math mode/, 'close the display with $$ on a line of its own'],
]

function cureFor(message: string, tex: string, found: string): string {
  const [, open] = /mismatch: \\begin\{(\w+\*?)\}/i.exec(message) ?? []
  if (open !== undefined) return `write \\end{${open}}`
  if (/^Undefined control sequence/.test(message)) {
    if (/^\\(?:label|eqref|ref|nonumber|notag|tag)$/.test(found))
      return 'leave it out: a formula has its number and its address from its name'
    const near = nearestCommand(found)
    if (near !== undefined) return `did you mean \\${near}?`
  }
  if (/'}'/.test(message) && /\\(?:left|right)\s*[{}]/.test(tex))
    return 'a brace that is shown is \\{ or \\}, as in \\left\\{ … \\right\\}'
  if (/end of input in a macro argument/.test(message) && hasEvenBraces(tex))
    return 'a command waits for what it takes, as in \\frac{a}{b}'
  return cures.find(([pattern]) => pattern.test(message))?.[1] ?? 'put the TeX right'
}

const hasEvenBraces = (tex: string): boolean =>
  [...tex.matchAll(/(?<!\\)\{/g)].length === [...tex.matchAll(/(?<!\\)\}/g)].length
