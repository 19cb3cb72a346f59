import { getCollection, type CollectionEntry } from 'astro:content'
import { addressOf } from '../markdown/lint/address.ts'
import { bookBase } from '../elements/book-base.ts'
import { compareKeys } from '../markdown/lint/chapter-key.ts'
import { checkFileNames } from '../markdown/lint/check-file-names.ts'
import { appendices } from 'virtual:notebook-book'
import { frontPage } from '../markdown/lint/page-names.ts'
import { isLanguage, type Language } from './book-strings.ts'

/** A page of the book: a chapter, or of a language the front page or what stands behind the last chapter. */
export interface Page {
  entry: CollectionEntry<'chapters'> | CollectionEntry<'others'>
  kind: 'chapter' | 'front' | 'appendix'
  language: Language
  /** The file's name without its ending: the same for all translations of a page. */
  key: string
  /** Address below the site's root, with a slash at both ends. */
  path: string
  title: string
  /** The title as lists show it. */
  short: string
  description: string
  /** What a reader finds out, in one sentence. */
  finding?: string
  /** What a reader should know before. */
  needs?: string
  /** The title of the part of the book that begins with it. */
  part?: string
  /** How long it takes to read. */
  minutes: number
}

/** All pages in all languages, in the order of the book. */
export async function getPages(): Promise<Page[]> {
  const entries: Page['entry'][] = await getCollection('chapters')
  const more: Page['entry'][] = await getCollection('others')
  checkFileNames(
    [...entries, ...more].map(({ id }) => (id.endsWith('.md') ? id : `${id}.mdx`)),
    process.env.CONTENT_DIR ?? 'content',
    appendices,
  )
  const others = more.map((entry) =>
    toPage(entry, entry.id.endsWith(`/${frontPage}`) ? 'front' : 'appendix'),
  )
  const chapters = entries.map((entry) => toPage(entry, 'chapter'))
  return [...others, ...chapters.sort((a, b) => compareKeys(a.key, b.key))]
}

function toPage(entry: Page['entry'], kind: Page['kind']): Page {
  const [language, key] = entry.id.split('/')
  if (!isLanguage(language))
    throw new Error(
      `unknown language: ${process.env.CONTENT_DIR ?? 'content'}/${entry.id}; its words belong in the module that \`strings\` of the configuration names`,
    )
  const { title, description, short = title, finding, needs, part, minutes } = entry.data
  const path = addressOf(language, key)
  const texts = { title, short, description, finding, needs, part }
  return { entry, kind, language, key, path, ...texts, minutes }
}

/** The chapters of one language, in order. */
export function chaptersIn(pages: readonly Page[], language: Language): Page[] {
  return pages.filter((it) => it.language === language && it.kind === 'chapter')
}

/** What one language has behind its last chapter, in order. */
export function appendicesIn(pages: readonly Page[], language: Language): Page[] {
  const place = ({ key }: Page): number => appendices.indexOf(key)
  return pages
    .filter((it) => it.language === language && it.kind === 'appendix')
    .sort((a, b) => place(a) - place(b))
}

/** The same page in all languages that have it, itself included. */
export function translationsOf(pages: readonly Page[], page: Page): Page[] {
  return pages.filter((it) => it.key === page.key)
}

/** An address below the site's root as a link, wherever the site is served. */
export function href(path: string): string {
  return bookBase + path.replace(/^\//, '')
}
