/** The part of Pagefind's script that the search uses. Pagefind writes it next to the built site. */
export interface Pagefind {
  options(options: { baseUrl: string; excerptLength: number }): Promise<void>
  /** Answers null where a later search has overtaken this one. */
  debouncedSearch(query: string): Promise<{ results: Result[] } | null>
}

interface Result {
  data(): Promise<FoundPage>
}

export interface FoundPage {
  url: string
  meta: { title: string }
  /** HTML: text in which the words found are marked. */
  excerpt: string
  sub_results: FoundSection[]
}

export interface FoundSection {
  title: string
  url: string
  excerpt: string
}

/** Loads Pagefind from the site's root. */
export async function loadPagefind(base: string): Promise<Pagefind> {
  const root = base.endsWith('/') ? base : `${base}/`
  const pagefind = (await import(/* @vite-ignore */ `${root}pagefind/pagefind.js`)) as Pagefind
  await pagefind.options({ baseUrl: root, excerptLength: 24 })
  return pagefind
}
