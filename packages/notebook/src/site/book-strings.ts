import { strings as book } from 'virtual:notebook-book'
import { languages } from '../strings/strings.ts'

/** What a book says of itself, in one language. */
export interface BookStrings {
  /** The book's name. */
  site: string
  /** The licence of its text and code, in the foot of every page. */
  license: string
}

/** A book's language, as in `en`. */
export type Language = string

/** Whether the book has words of its own in a language, and the engine too. */
export function isLanguage(name: string): boolean {
  return Object.hasOwn(book, name) && languages.includes(name)
}

/** @throws RangeError for a language that the book or the engine does not have */
export function bookStringsOf(language: Language): BookStrings {
  if (!isLanguage(language))
    throw new RangeError(
      `unknown language: ${language}; the book has ${Object.keys(book).join(', ')}, the engine ${languages.join(', ')}`,
    )
  return book[language]
}
