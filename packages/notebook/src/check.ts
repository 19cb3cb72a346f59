/** Checking a book's pages without building them. */
export { checkBook, type BookCheckOptions, type BookReport } from './types/check-book.ts'
