import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { bookFolder, fixture } from './build-books.ts'

const read = (...path: string[]): string => readFileSync(join(...path), 'utf8')

function metaOf(html: string, name: string): string | undefined {
  return new RegExp(`<meta (?:property|name)="${name}" content="([^"]*)"`).exec(html)?.[1]
}
const canonicalOf = (html: string): string | undefined =>
  /<link rel="canonical" href="([^"]*)"/.exec(html)?.[1]

describe('a book that is told where it is published', () => {
  const root = `${fixture.site}${fixture.base}`
  const pages = (): string[] =>
    globSync('**/index.html', { cwd: fixture.folder, exclude: ['{embed,offline}/**'] }).map(
      (page) => page.replaceAll('\\', '/'),
    )
  const addressOf = (page: string): string => root + page.replace(/index\.html$/, '')

  test('there are pages to look at', () => {
    expect(pages().length).toBeGreaterThan(3)
  })
  test('each page has its canonical address, a description, and a picture that exists', () => {
    for (const page of pages()) {
      const html = read(fixture.folder, page)
      expect(canonicalOf(html)).toBe(addressOf(page))
      expect(metaOf(html, 'og:url')).toBe(addressOf(page))
      expect(metaOf(html, 'description')).toBeTruthy()
      const image = metaOf(html, 'og:image') ?? ''
      expect(image.startsWith(root)).toBe(true)
      const png = readFileSync(join(fixture.folder, image.slice(root.length)))
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630])
    }
  })
  test('the sitemap has each page, and robots.txt names the sitemap', () => {
    const sitemap = read(fixture.folder, 'sitemap-0.xml')
    for (const page of pages()) expect(sitemap).toContain(`<loc>${addressOf(page)}</loc>`)
    expect(read(fixture.folder, 'robots.txt')).toContain(`Sitemap: ${root}sitemap-index.xml`)
    expect(existsSync(join(fixture.folder, 'sitemap-index.xml'))).toBe(true)
  })
  test('chapters are articles with their licence and what they cite', () => {
    const chapters = pages()
      .map((page) => read(fixture.folder, page))
      .map((html) => /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1])
      .filter((data) => data !== undefined)
      .map((data) => JSON.parse(data) as Record<string, unknown>)
    expect(chapters.length).toBeGreaterThan(1)
    for (const facts of chapters) {
      expect(facts['@type']).toContain('Article')
      expect(facts['license']).toMatch(/^https:/)
      expect(facts['headline']).toBeTruthy()
      expect(Array.isArray(facts['citation'])).toBe(true)
    }
  })
})

describe('a book that is told no address', () => {
  let html = ''
  beforeAll(() => {
    html = read(bookFolder, 'index.html')
  })
  test('its pages claim none: no canonical address, no picture, nothing of the machine', () => {
    expect(canonicalOf(html)).toBeUndefined()
    expect(metaOf(html, 'og:image')).toBeUndefined()
    expect(html).not.toContain('localhost')
  })
  test('robots.txt names no sitemap, and there is none', () => {
    expect(read(bookFolder, 'robots.txt')).not.toContain('Sitemap')
    expect(existsSync(join(bookFolder, 'sitemap-index.xml'))).toBe(false)
  })
  test('the web manifest names the book and icons that exist', () => {
    const { name, icons } = JSON.parse(read(bookFolder, 'manifest.webmanifest')) as {
      name: string
      icons: { src: string; sizes: string }[]
    }
    expect(name).toBe('Softmax Notebook')
    expect(icons.map(({ sizes }) => sizes)).toEqual(['any', '192x192', '512x512'])
    for (const { src } of icons) expect(existsSync(join(bookFolder, src))).toBe(true)
    expect(html).toContain('<link rel="manifest" href="/manifest.webmanifest"')
  })
})
