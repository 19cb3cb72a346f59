import { en, type Strings } from './en.ts'
import { zh } from './zh.ts'

export type { Strings } from './en.ts'

/** What the elements of a live page say: plain data, which each page carries in its own language. */
export type LiveStrings = Strings['live']

const tables: Readonly<Record<string, Strings>> = { en, zh }

/** The language whose pages live at the root of a site, and are the source of all others. */
export const homeLanguage = 'en'

/** The languages that the engine has words in. */
export const languages: readonly string[] = Object.keys(tables)

/** The engine's words in a language; English where it has none. */
export function stringsOf(language: string | undefined): Strings {
  return language !== undefined && languages.includes(language) ? tables[language] : en
}

/** A language as browsers know it: `zh-Hans` of `zh`. */
export const tagOf = (language: string): string => stringsOf(language).language.tag

/** The language of a page by its file, whose folder has its name: `en` of `content/en/page.mdx`. */
export function languageOf(file: string): string | undefined {
  return /([^/\\]+)[/\\][^/\\]+$/.exec(file)?.[1]
}
