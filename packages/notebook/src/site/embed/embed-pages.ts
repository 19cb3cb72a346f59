import type { AstroIntegration } from 'astro'
import { globSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { embedFolder, embedPath, shellFolder, tokens } from './paths.ts'
import { takeElement } from './take-element.ts'
import { toOembed } from './to-oembed.ts'

/** What is known of a page's cells once it is built. */
export interface PageGraph {
  /** The cells that a page shows, each with the inputs that it, its caption and its table need, directly or not. */
  inputsOf: (page: string) => ReadonlyMap<string, readonly string[]>
}

interface Site {
  folder: string
  base: string
  /** The site's address, where it is known. */
  site: string | undefined
}

/** A chapter as it was built. */
interface Chapter {
  html: string
  /** Its address below the book's. */
  path: string
  language: string
  title: string
  book: string
}

/**
 * Gives every cell of the book a page of its own, to stand in a frame of another site: the cell with its inputs as
 * they stand in the built chapter, in a shell that an ordinary route made. No cell is run again.
 */
export function embedPages(graph: PageGraph): AstroIntegration {
  let base = '/'
  let site: string | undefined
  return {
    name: 'embed-pages',
    hooks: {
      'astro:config:done': ({ config }) => {
        base = config.base.replace(/\/?$/, '/')
        site = config.site
      },
      'astro:build:done': async ({ dir, logger }) => {
        const count = await writePages({ folder: fileURLToPath(dir), base, site }, graph)
        logger.info(`${count} cells to embed`)
      },
    },
  }
}

async function writePages(site: Site, graph: PageGraph): Promise<number> {
  const { folder } = site
  const shells = await takeShells(folder)
  let count = 0
  for (const name of globSync('**/index.html', { cwd: folder, exclude: [`${embedFolder}/**`] })) {
    const html = await readFile(join(folder, name), 'utf8')
    const id = readId(html)
    const chapter = readChapter(html, name)
    const shell = shells.get(chapter.language)
    if (id === undefined || shell === undefined) continue
    for (const [cell, inputs] of graph.inputsOf(id)) {
      const content = toContent(chapter, cell, inputs)
      if (content === undefined) continue
      await writePage(site, chapter, { cell, content, shell })
      count++
    }
  }
  return count
}

/** The shells, by their languages; they are no pages themselves. */
async function takeShells(folder: string): Promise<Map<string, string>> {
  const names = globSync(`${shellFolder}/*/index.html`, { cwd: folder })
  const shells = await Promise.all(
    names.map(async (name) => {
      const html = await readFile(join(folder, name), 'utf8')
      return [readLanguage(html), html] as const
    }),
  )
  await rm(join(folder, shellFolder), { recursive: true, force: true })
  return new Map(shells)
}

function readId(html: string): string | undefined {
  const [, json = 'null'] =
    /<script type="application\/json" data-page[^>]*>([^<]*)</.exec(html) ?? []
  return (JSON.parse(json) as string | null) ?? undefined
}

function readLanguage(html: string): string {
  return /<html[^>]* lang="([^"]*)"/.exec(html)?.[1] ?? ''
}

function readChapter(html: string, name: string): Chapter {
  const meta = (property: string): string =>
    new RegExp(`<meta property="${property}" content="([^"]*)"`).exec(html)?.[1] ?? ''
  const path = name.replaceAll('\\', '/').replace(/index\.html$/, '')
  const [title, book] = [meta('og:title'), meta('og:site_name')]
  return { html, path, language: readLanguage(html), title, book }
}

/** The inputs, then the cell; undefined where the page shows no such cell, or one that only judges an exercise. */
function toContent(
  { html, path }: Chapter,
  cell: string,
  inputs: readonly string[],
): string | undefined {
  const found = takeElement(html, 'nb-cell', `id="cell-${cell}"`)
  if (found === undefined || /^<nb-cell[^>]* judge/.test(found)) return undefined
  const controls = inputs.flatMap((it) => takeElement(html, 'nb-input', `name="${it}"`) ?? [])
  return leadOut([...controls, lighten(found)].join('\n'), path)
}

/** Bytes of a cell, compressed, above which it comes without its drawing for phones: it is drawn for those when it is live. */
const mostTwice = 12_000

function lighten(cell: string): string {
  if (gzipSync(cell).length <= mostTwice) return cell
  const narrow = takeElement(cell, 'div', 'class="drawn narrow"')
  if (narrow === undefined) return cell
  return cell.replace(narrow, '').replace('<div class="drawn roomy"', '<div class="drawn"')
}

/** Links lead to the chapter, in a window of their own: the frame stays what it is. */
function leadOut(html: string, path: string): string {
  return html.replace(/<a\s[^>]*>/g, (tag) =>
    tag
      .replace(/ href="#/, ` href="${tokens.base}${path}#`)
      .replace(/^<a/, '<a target="_blank" rel="noopener"'),
  )
}

async function writePage(
  site: Site,
  chapter: Chapter,
  { cell, content, shell }: { cell: string; content: string; shell: string },
): Promise<void> {
  const path = embedPath(chapter.path, cell)
  const address = (below: string): string =>
    site.site === undefined ? site.base + below : new URL(site.base + below, site.site).href
  const id = readId(chapter.html) ?? ''
  const values: Record<string, string> = {
    [tokens.title]: `${cell} · ${chapter.title}`,
    [tokens.chapter]: chapter.title,
    [tokens.source]: `${site.base}${chapter.path}#cell-${cell}`,
    [tokens.canonical]: address(chapter.path),
    [tokens.oembed]: address(`${path}oembed.json`),
    [tokens.content]: `${content}<script type="application/json" data-page>${JSON.stringify(id).replaceAll('<', '\\u003c')}</script>`,
    [tokens.base]: site.base,
  }
  const html = Object.entries(values).reduce(
    (text, [token, value]) => text.replaceAll(token, () => value),
    shell,
  )
  const oembed = toOembed({
    address: address(path),
    title: `${chapter.title}: ${cell}`,
    book: chapter.book,
    home: address(''),
    height: estimateHeight(content),
  })
  await mkdir(join(site.folder, path), { recursive: true })
  await writeFile(join(site.folder, path, 'index.html'), html)
  await writeFile(join(site.folder, path, 'oembed.json'), JSON.stringify(oembed))
}

/** Pixels for a frame that cannot be resized: what the build takes the cell's height for, and each input's. */
function estimateHeight(content: string): number {
  const rem = Number(/--tall: ([\d.]+)rem/.exec(content)?.[1] ?? 20)
  const inputs = content.split('<nb-input').length - 1
  return Math.round(rem * 16 + inputs * 80 + 60)
}
