/** The engine as an Astro integration, and what a book's own build steps need of it. */
export { dataModules } from './hosts/data/data-module.ts'
export type { LibraryConfig } from './hosts/library.ts'
export { notebook, type NotebookConfig } from './integration.ts'
export type { BookStrings } from './site/book-strings.ts'

export type { ExpandedComponent } from './markdown/expand-components.ts'
export type { PageCounts } from './markdown/count-page.ts'
export { become, isJsx } from './markdown/syntax/mdx-elements.ts'
export { toTable } from './markdown/syntax/table.ts'
