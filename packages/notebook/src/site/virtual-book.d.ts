/** What the book's configuration says of the book (`book-plugin.ts`). */
declare module 'virtual:notebook-book' {
  export const references: readonly import('../markdown/lint/reference-list.ts').Reference[]
}
