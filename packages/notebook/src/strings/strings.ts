import { en } from './en.ts'

/** Every word that the engine says to readers, in one language. The English table says what each is for. */
export type Strings = typeof en

/** What the elements of a live page say: plain data, which each page carries in its own language. */
export type LiveStrings = Strings['live']

const tables: Readonly<Record<string, Strings>> = { en }

/** The languages that the engine has words in. */
export const languages: readonly string[] = Object.keys(tables)

/** The engine's words in a language; English where it has none. */
export function stringsOf(language: string | undefined): Strings {
  return language !== undefined && languages.includes(language) ? tables[language] : en
}

/** The language of a page by its file, whose folder has its name: `en` of `content/en/page.mdx`. */
export function languageOf(file: string): string | undefined {
  return /([^/\\]+)[/\\][^/\\]+$/.exec(file)?.[1]
}
