/** The choices of the theme button, in its order. */
export const themes = ['system', 'light', 'dark'] as const

/** Where a reader's choice is stored, in the book of this name. */
export const themeKey = (book: string): string => `${book}:theme`

/** Where it is stored that a reader wants all code open, in the book of this name. */
export const codeKey = (book: string): string => `${book}:code`

export type Theme = (typeof themes)[number]
