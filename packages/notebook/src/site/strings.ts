import type { Theme } from './themes.ts'

/** Every word of the frame around the chapters, in each language that the book has. */
export interface Strings {
  /** The book's name. */
  site: string
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
  license: string
  licences: string
  notFound: { title: string; text: string; home: string }
}

const en: Strings = {
  site: 'Softmax Notebook',
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
  license: 'Text and figures under CC BY 4.0, code under the MIT licence.',
  licences: 'Licences of the libraries',
  notFound: {
    title: 'No page at this address',
    text: 'It may have moved, or the link may have lost a letter on its way. Every chapter is listed on the front page.',
    home: 'To the front page',
  },
}

const strings = { en }

export type Language = keyof typeof strings

export function isLanguage(name: string): name is Language {
  return Object.hasOwn(strings, name)
}

export function stringsOf(language: Language): Strings {
  return strings[language]
}
