import { buildBook } from './build-book.ts'

/** Where the tests' own book is built, and under which sub-path it is to be served. */
export const fixture = { folder: '.cache/fixture', base: '/some/where/' }

/** Builds a book of cells that no reader would want to meet. */
export default function buildFixture(): void {
  buildBook(fixture.folder, { CONTENT_DIR: 'tests/e2e/fixture', BASE_PATH: fixture.base })
}
