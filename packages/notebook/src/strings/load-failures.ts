import type { FailureTexts } from './failures/en.ts'

/** For each language, by its tag, the table of failures as a script of its own. */
const tables: Readonly<Record<string, () => Promise<{ failures: FailureTexts }>>> = {
  en: () => import('./failures/en.ts'),
  'zh-Hans': () => import('./failures/zh.ts'),
}

/**
 * Loads what a page tells of failures: only what runs edited cells needs it, and only in one language.
 * @param tag the language of the page, as in its `lang`; English where there is no table
 */
export async function loadFailures(tag: string): Promise<FailureTexts> {
  const load = Object.hasOwn(tables, tag) ? tables[tag] : tables['en']
  return (await load()).failures
}
