/** The page that a language begins with, without its ending. */
export const frontPage = 'index'

/** What a language may have besides chapters: its front page, and the appendices behind its last chapter. */
export const otherPages = (appendices: readonly string[]): string[] => [frontPage, ...appendices]

/** Patterns of their files, below the content folder: one each, since braces around a single name match nothing. */
export const otherPageFiles = (appendices: readonly string[]): string[] =>
  otherPages(appendices).map((name) => `*/${name}.mdx`)
