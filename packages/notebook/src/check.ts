/** Checking a book's pages, and translating them, without building the book. */
export { authorLanguages, tellMistake } from './strings/mistakes.ts'
export { takenAddresses } from './markdown/lint/page-names.ts'
export { openCache } from './hosts/cache/open-cache.ts'
export { checkBook, type BookCheckOptions, type BookReport } from './types/check-book.ts'
export { translatePage } from './translate.ts'
