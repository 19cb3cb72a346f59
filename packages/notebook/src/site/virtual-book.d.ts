/** What the book's configuration says of the book (`book-plugin.ts`). */
declare module 'virtual:notebook-book' {
  export const icon: string | undefined
  export const authors: string | undefined
  export const license: string | undefined
  export const appendices: readonly string[]
  export const strings: Readonly<Record<string, import('./book-strings.ts').BookStrings>>
}

/** What tells the engine from its other versions. */
declare module 'virtual:notebook-engine' {
  export const engine: string
}

declare module 'virtual:notebook-references' {
  export const references: readonly import('../markdown/lint/reference-list.ts').Reference[]
}

declare module 'virtual:notebook-components' {
  export const components: Readonly<Record<string, unknown>>
}

/** The book's own style sheet. */
declare module 'virtual:notebook-styles' {}

/** The book's name, by which readers' choices are stored. */
declare module 'virtual:notebook-name' {
  export const name: string
}
