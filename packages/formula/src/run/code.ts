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
