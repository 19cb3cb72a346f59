import type { LibraryName } from '../types/library.ts'

/** All declarations that the cells of a book are typed with, as plain data. */
export interface Declarations {
  /** Texts by path. The language's own stand in `/lib/`. */
  files: Record<string, string>
  /** For each file that imports others, their paths by what it calls them. */
  imports: Record<string, Record<string, string>>
  /** The names that the library gives to cells. */
  library: Record<string, LibraryName>
  /** The module with the types of the kernel's names. */
  given: string
}

/** The folder of the language's own declarations. */
export const libFolder = '/lib'
