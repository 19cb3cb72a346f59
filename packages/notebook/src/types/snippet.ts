import type { Place } from '../kernel/program.ts'
import type { Mistake } from '../strings/mistakes.ts'

/** A piece of TypeScript on a page: a cell, a value in prose, a twin of a formula. */
export interface Snippet {
  /** Unique on its page. */
  name: string
  kind: 'cell' | 'value' | 'twin'
  /** What messages call it; missing where none are made. */
  subject?: Mistake
  /** As its author wrote it. */
  source: string
  /** Text around the source: brackets for an expression, or a call that checks its type. */
  before: string
  after: string
  /** Names that it uses and does not define. For a twin only the library's numbers are in scope. */
  needs: readonly string[]
  /** Names that it gives to others. */
  gives: readonly string[]
  /** The place of its first character. */
  file: string
  place: Place
}

/** All the TypeScript of a page. */
export interface TypedPage {
  file: string
  /** The page's text. */
  text: string
  /** Without those that do not compile, do not fit the others, or depend on one that does not. */
  snippets: Snippet[]
  /** The type of each input, as TypeScript. */
  inputs: ReadonlyMap<string, string>
}
