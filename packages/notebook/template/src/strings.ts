import type { BookStrings } from '@cellgraph/notebook'

/** What the book says of itself, in each of its languages. */
const strings: Record<string, BookStrings> = {
  en: { site: 'My book', license: 'Text under CC BY 4.0, code under the MIT licence.' },
}
export default strings
