/** Checking a book's pages without building them. */
export { authorLanguages, tellMistake } from './strings/mistakes.ts'
export { openCache } from './hosts/cache/open-cache.ts'
export { checkBook, type BookCheckOptions, type BookReport } from './types/check-book.ts'
