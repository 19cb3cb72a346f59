import type { Place } from '../kernel/program.ts'

/** One export of a module, as its docstring and its types tell it. Texts may hold code in backquotes. */
export interface Entry {
  name: string
  kind: 'function' | 'constant' | 'type'
  /** The docstring up to its first tag. */
  summary: string
  /** How it is called when nothing optional is chosen; a type's whole declaration, comments and all. */
  signature: string
  /** TeX. */
  formula?: string
  parameters: Parameter[]
  /** Type and meaning of the answer. */
  returns?: Typed
  /** One for each kind of error, with when it is thrown. */
  errors: Typed[]
  source?: string
  /** How near the answer is to the exact one, in the docstring's words. */
  accuracy?: string
  example?: Example
  /** The file, as the compiler was given it, and where the docstring begins. */
  file: string
  place: Place
}

/** A text about something of a type. */
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
  /** What it comes to, as the docstring has it. */
  shown?: string
  place: Place
}
