import { strings as book } from 'virtual:notebook-book'
import type { Theme } from './themes.ts'

/** What a book says of itself, in one language. */
export interface BookStrings {
  /** The book's name. */
  site: string
  /** The licence of its text and code, in the foot of every page. */
  license: string
}

/** Every word of the frame around the chapters, in one language. */
export interface FrameStrings {
  skip: string
  chapters: string
  /** The way into the book, on its front page, with the first chapter's name. */
  begin: (chapter: string) => string
  allChapters: string
  contents: string
  close: string
  previous: string
  next: string
  search: string
  searchPrompt: string
  /** Shown before anything is typed. */
  searchHint: string
  searching: string
  searchFailed: string
  /** How many pages match what was typed. */
  found: (count: number, query: string) => string
  theme: Record<Theme, string>
  language: string
  needsScript: string
  /** Beside each input where scripts do not run. */
  inputNeedsScript: string
  /** Over what a cell showed before it failed. */
  staleOutput: string
  licences: string
  notFound: { title: string; text: string; home: string }
}

const en: FrameStrings = {
  skip: 'Skip to the text',
  chapters: 'Chapters',
  begin: (chapter) => `Begin: ${chapter}`,
  allChapters: 'All chapters',
  contents: 'On this page',
  close: 'Close',
  previous: 'Previous',
  next: 'Next',
  search: 'Search',
  searchPrompt: 'Search the book',
  searchHint: 'Words of a sentence, a name, a section.',
  searching: 'Searching…',
  searchFailed: 'The search index could not be loaded. It is part of the built site only.',
  found: (count, query) =>
    count === 0
      ? `Nothing found for “${query}”.`
      : `${count} ${count === 1 ? 'page' : 'pages'} found.`,
  theme: { system: 'Colours: as the system', light: 'Colours: light', dark: 'Colours: dark' },
  language: 'Language',
  needsScript:
    'Every figure and number here was computed when the page was built. To move them, and to run the code, this page needs JavaScript.',
  inputNeedsScript: 'moves with JavaScript on',
  staleOutput: 'The last output that succeeded',
  licences: 'Licences of the libraries',
  notFound: {
    title: 'No page at this address',
    text: 'It may have moved, or the link may have lost a letter on its way. Every chapter is listed on the front page.',
    home: 'To the front page',
  },
}

/** The frame's words in the languages that the engine speaks. */
const frame: Readonly<Record<string, FrameStrings>> = { en }

export type Strings = BookStrings & FrameStrings

/** A book's language, as in `en`. */
export type Language = string

/** Whether the book has words of its own in a language, and the frame too. */
export function isLanguage(name: string): boolean {
  return Object.hasOwn(book, name) && Object.hasOwn(frame, name)
}

/** @throws RangeError for a language that the book or the frame does not have */
export function stringsOf(language: Language): Strings {
  if (!isLanguage(language))
    throw new RangeError(
      `unknown language: ${language}; the book has ${Object.keys(book).join(', ')}, the frame ${Object.keys(frame).join(', ')}`,
    )
  return { ...frame[language], ...book[language] }
}
