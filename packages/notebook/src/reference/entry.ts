import type { Place } from '../kernel/program.ts'

/**
 * One export of a module, from its docstring and its types. Texts may contain code in backquotes.
 */
export interface Entry {
  name: string
  kind: 'function' | 'constant' | 'type'
  /** The docstring up to its first tag. */
  summary: string
  /** The signature with default type arguments; for a type, its whole declaration with comments. */
  signature: string
  /** TeX. */
  formula?: string
  parameters: Parameter[]
  /** Type and meaning of the answer. */
  returns?: Typed
  /** One for each kind of error, with when it is thrown. */
  errors: Typed[]
  source?: string
  /** The accuracy of the result, in the docstring's words. */
  accuracy?: string
  example?: Example
  /** The file, as the compiler was given it, and where the docstring begins. */
  file: string
  place: Place
}

/** A description with the type of what it describes. */
export interface Typed {
  type: string
  text: string
}

export interface Parameter extends Typed {
  name: string
  optional: boolean
  /** For an object of options: each of them that has a docstring. */
  fields: Parameter[]
}

/** Code that a reader can run. */
export interface Example {
  code: string
  /** The expected result, as written in the docstring. */
  shown?: string
  place: Place
}
