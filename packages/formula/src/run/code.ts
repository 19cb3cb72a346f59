/**
 * Expressions as plain lists, the form that is evaluated: at build, in tests, and, sent as JSON, in the page.
 * A number is itself, a string is an index or a size, a list starts with its operation.
 */
export type Code = number | string | readonly [op: Op, ...parts: readonly unknown[]]

/**
 * `q` quantity, `f` function of the model, `p` component, `-` negation, `+` sum of terms, `*` product with a number,
 * `h` entrywise product, `.` inner, `o` outer, `m` matrix product, `/` quotient, `^` power, `c` built-in function,
 * `S` fold over an index, `?` cases, `1` indicator, `T` transpose of a matrix, `V` list by its components,
 * `i` inverse, `D` determinant, `d` derivative.
 */
export type Op =
  | 'q'
  | 'f'
  | 'p'
  | '-'
  | '+'
  | '*'
  | 'h'
  | '.'
  | 'o'
  | 'm'
  | '/'
  | '^'
  | 'c'
  | 'S'
  | '?'
  | '1'
  | 'T'
  | 'V'
  | 'i'
  | 'D'
  | 'd'

/** What stands behind each operation, as encode.ts writes it. */
type Parts = {
  q: readonly [name: string, ...indices: IndexCode[]]
  f: readonly [name: string, args: readonly Code[], ...indices: IndexCode[]]
  p: readonly [of: Code, ...indices: IndexCode[]]
  '-': readonly [of: Code]
  '+': readonly Code[]
  '*': readonly [left: Code, right: Code]
  h: readonly [left: Code, right: Code]
  '.': readonly [left: Code, right: Code]
  o: readonly [left: Code, right: Code]
  m: readonly [left: Code, right: Code]
  '/': readonly [top: Code, bottom: Code]
  '^': readonly [base: Code, exponent: Code]
  c: readonly [name: string, ...args: Code[]]
  S: readonly [
    op: string,
    name: string,
    from: IndexCode,
    to: IndexCode,
    when: readonly ConditionCode[],
    body: Code,
    ...sizes: string[],
  ]
  '?': readonly CaseCode[]
  1: readonly ConditionCode[]
  T: readonly [of: Code]
  V: readonly [name: string, size: string, body: Code]
  i: readonly [of: Code]
  D: readonly [of: Code]
  d: readonly [of: Code, name: string, ...indices: IndexCode[]]
}

/** An operation with its parts. */
export type CodeOf<K extends Op> = readonly [
  op: K,
  ...parts: Parts[K extends '1' ? 1 : K & keyof Parts],
]

export type Operation = { [K in Op]: CodeOf<K> }[Op]

export type CaseCode = readonly [value: Code, ...when: readonly ConditionCode[]]

/** An index: a number, a name, or a constant followed by names and their factors. */
export type IndexCode =
  number | string | readonly [constant: number, ...namesAndFactors: readonly (string | number)[]]

export type ConditionCode = readonly [relation: RelationCode, left: Code, right: Code]

export type RelationCode = '=' | '!' | '<=' | '>=' | '<' | '>' | '~'

/** A definition: arguments, indices on the left, body, the sizes of a component. */
export type DefinitionCode = readonly [
  params: readonly string[],
  indices: readonly string[],
  body: Code,
]

/** A model in the form that is evaluated. */
export type ModelCode = {
  /** Free quantities, each with its sizes by name. */
  readonly free: Readonly<Record<string, readonly string[]>>
  /** Defined quantities, with all their sizes. */
  readonly shapes: Readonly<Record<string, readonly string[]>>
  readonly definitions: Readonly<Record<string, DefinitionCode>>
}
