/** The page that a language begins with, without its ending. */
export const frontPage = 'index'

/** What a language may have besides chapters: its front page, and the appendices behind its last chapter. */
export const otherPages = (appendices: readonly string[]): string[] => [frontPage, ...appendices]
