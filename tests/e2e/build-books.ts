import { ensureBrowser } from '../../scripts/find-browser.mjs'
import { buildBook } from './build-book.ts'

/** Where the tests' own book is built, under which sub-path it is to be served, and where it says it is published. */
export const fixture = {
  folder: '.cache/fixture',
  base: '/some/where/',
  site: 'https://books.example',
}

/** Where the book itself is built. BOOK_FOLDER names a build that is to be read instead, as `npm test` has just made. */
export const bookFolder = process.env.BOOK_FOLDER ?? '.cache/book'

/**
 * Builds what the tests read: a book of cells that no reader would want to meet, and the book itself. Before that a
 * browser is installed where there is none: files of tests that did so at the same time would get in each other's way.
 */
export default function buildBooks(): void {
  ensureBrowser()
  const { folder, base, site } = fixture
  buildBook(folder, { CONTENT_DIR: 'tests/e2e/fixture', BASE_PATH: base, SITE_URL: site })
  if (process.env.BOOK_FOLDER === undefined) buildBook(bookFolder)
}
