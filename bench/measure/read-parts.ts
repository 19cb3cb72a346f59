import type { Page } from 'playwright-core'
import type { Site } from './serve.ts'

/** A script of a site, with the sources of which its lines were made. */
export interface Part {
  url: string
  lines: string[]
  /** For each line, the source file that it comes from, where the bundler has said so. */
  sources: string[]
}

/** All scripts that a site has sent, as readers got them. */
export async function readParts(site: Site, page: Page): Promise<Part[]> {
  const paths = new Set(
    site.sent.filter(({ type }) => /javascript|html/.test(type)).map(({ path }) => path),
  )
  const texts = await page.evaluate(
    async (urls) => Promise.all(urls.map(async (url) => (await fetch(url)).text())),
    [...paths].map((path) => site.url + path),
  )
  return [...paths].map((path, n) => toPart(site.url + path, texts[n]))
}

/** Rolldown begins what it takes from a file with the file's path, where it does not minify. */
export function toPart(url: string, text: string): Part {
  const lines = text.split('\n')
  let source = ''
  const sources = lines.map((line) => {
    const [, path] = /^\s*\/\/ (\S+\.(?:[cm]?[jt]s|astro)(?:\?\S*)?)$/.exec(line) ?? []
    if (path !== undefined) source = path
    return source
  })
  return { url, lines, sources }
}
