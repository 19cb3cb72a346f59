/** The page that a language begins with, without its ending. */
export const frontPage = 'index'

/** What a language may have besides chapters: its front page, and the appendices behind its last chapter. */
export const otherPages = (appendices: readonly string[]): string[] => [frontPage, ...appendices]

/** Patterns of their files, below the content folder: one each, since braces around a single name match nothing. */
export const otherPageFiles = (appendices: readonly string[]): string[] =>
  otherPages(appendices).map((name) => `*/${name}.mdx`)

/** What the site has at addresses of its own, beside the book's pages: these cannot have them. */
export const takenAddresses: readonly string[] = [
  'embed',
  'embed-shell',
  'icons',
  'offline',
  'pagefind',
  'play',
  'share',
]
