import type { Span } from './span.ts'

/**
 * What a reader sees of a formula, one thing at a time. Invisible braces and colours are gone:
 * they must not change a reading. Scripts, fractions, roots and tables keep their structure.
 */
export type Token =
  | Mark
  | Script
  | {
      readonly type: 'fraction'
      readonly top: readonly Token[]
      readonly bottom: readonly Token[]
      readonly span: Span
    }
  | {
      readonly type: 'root'
      readonly body: readonly Token[]
      readonly degree: readonly Token[] | undefined
      readonly span: Span
    }
  | {
      readonly type: 'binomial'
      readonly top: readonly Token[]
      readonly bottom: readonly Token[]
      readonly span: Span
    }
  | Fence
  | Table
  /** A brace or a box round a part, which it sets apart, with what stands at the brace. */
  | {
      readonly type: 'brace'
      readonly name: string
      readonly body: readonly Token[]
      readonly label: readonly Token[] | undefined
      readonly span: Span
    }
  | { readonly type: 'text'; readonly text: string; readonly span: Span }
  /** A gap as wide as a quad or more: it separates a formula from the remark beside it. */
  | { readonly type: 'gap'; readonly span: Span }
  | { readonly type: 'newline'; readonly span: Span }
  /** Something that the strict parser has no reading for; `name` says what. */
  | {
      readonly type: 'other'
      readonly name: string
      readonly body: readonly Token[]
      readonly span: Span
    }

/** One sign: `text` is the TeX of a name, a number, an operator. */
export type Mark = {
  readonly type:
    | 'name'
    | 'number'
    | 'operator'
    | 'relation'
    | 'open'
    | 'close'
    | 'comma'
    | 'function'
    | 'fold'
    | 'dots'
  readonly text: string
  readonly span: Span
}

export type Script = {
  readonly type: 'script'
  readonly base: readonly Token[]
  readonly sub: readonly Token[] | undefined
  readonly sup: readonly Token[] | undefined
  readonly span: Span
}

/** Something between delimiters: from `\left … \right`, or matched by the parser. */
export type Fence = {
  readonly type: 'fence'
  readonly open: string
  readonly close: string
  readonly body: readonly Token[]
  readonly span: Span
}

/** Rows of cells. */
export type Table = {
  readonly type: 'table'
  readonly layout: 'aligned' | 'gathered' | 'cases' | 'plain'
  readonly rows: readonly (readonly (readonly Token[])[])[]
  readonly span: Span
}

export const isMark = <T extends Mark['type']>(
  token: Token | undefined,
  type: T,
  text?: string,
): token is Mark & { readonly type: T } =>
  token?.type === type && (text === undefined || token.text === text)

/** The lists of tokens inside a token. */
export function innerLists(token: Token): readonly (readonly Token[])[] {
  switch (token.type) {
    case 'script':
      return [token.base, token.sub ?? [], token.sup ?? []]
    case 'fraction':
    case 'binomial':
      return [token.top, token.bottom]
    case 'root':
      return [token.body, token.degree ?? []]
    case 'fence':
    case 'other':
      return [token.body]
    case 'brace':
      return [token.body, token.label ?? []]
    case 'table':
      return token.rows.flat()
    default:
      return []
  }
}
