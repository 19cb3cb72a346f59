import type { Place } from '../kernel/program.ts'

/** A piece of TypeScript on a page: a cell, a value in prose, a twin of a formula. */
export interface Snippet {
  /** Unique on its page. */
  name: string
  kind: 'cell' | 'value' | 'twin'
  /** How messages about it begin, as in "cell `loss`: ". */
  label: string
  /** As its author wrote it. */
  source: string
  /** What stands round it: an expression is put into brackets, or handed to a function that takes its type. */
  before: string
  after: string
  /** Names that it needs and does not define. A twin sees the library's numbers alone. */
  needs: readonly string[]
  /** Names that it gives to others. */
  gives: readonly string[]
  /** Where its first character stands. */
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
