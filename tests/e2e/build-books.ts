import { buildBook } from './build-book.ts'

/** Where the tests' own book is built, and under which sub-path it is to be served. */
export const fixture = { folder: '.cache/fixture', base: '/some/where/' }

/** Where the book itself is built. BOOK_FOLDER names a build that is to be read instead, as `npm test` has just made. */
export const bookFolder = process.env.BOOK_FOLDER ?? '.cache/book'

/** Builds what the tests read: a book of cells that no reader would want to meet, and the book itself. */
export default function buildBooks(): void {
  buildBook(fixture.folder, { CONTENT_DIR: 'tests/e2e/fixture', BASE_PATH: fixture.base })
  if (process.env.BOOK_FOLDER === undefined) buildBook(bookFolder)
}
