import type { AstroIntegration } from 'astro'
import { globSync, mkdirSync, readFileSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readChapter, readLanguage, toEmbedPage, type Address } from './embed-page.ts'
import type { ShellValues } from './fill-shell.ts'
import { partsOf, type PageParts } from '../selectors.ts'
import { writeChanged } from '../write-changed.ts'
import { embedFolder, shellFolder } from './paths.ts'
import { serveEmbeds } from './serve-embeds.ts'

/** What is known of a page's cells once it is built. */
export interface PageGraph {
  /** The cells that a page shows, each with the inputs that it, its caption and its table need, directly or not. */
  inputsOf: (page: string) => ReadonlyMap<string, readonly string[]>
}

/** A page that is written when its styles are in it. */
export interface UnwrittenPage {
  file: string
  shell: string
  /** What stands in the shell, but for the content. */
  values: ShellValues
  /** UTF-8: a book of hundreds of chapters has ten thousand of them. */
  content: Buffer
  /** What the content's tags are made of. */
  parts: PageParts
}

/**
 * Gives every cell of the book a page of its own, to stand in a frame of another site: the cell with its inputs as
 * they stand in the built chapter, in a shell that an ordinary route made. No cell is run again. A development server makes
 * such a page when somebody asks for it.
 * @param unwritten takes the pages that are made
 */
export function embedPages(graph: PageGraph, unwritten: UnwrittenPage[]): AstroIntegration {
  const address: Address = { base: '/', site: undefined }
  return {
    name: 'embed-pages',
    hooks: {
      'astro:config:done': ({ config }) => {
        address.base = config.base.replace(/\/?$/, '/')
        address.site = config.site
      },
      'astro:server:setup': ({ server }) => {
        server.middlewares.use(serveEmbeds(server, address.base, graph))
      },
      'astro:build:done': async ({ dir, logger }) => {
        for (const page of await makePages(fileURLToPath(dir), address, graph)) unwritten.push(page)
        logger.info(`${unwritten.length} cells to embed`)
      },
    },
  }
}

async function makePages(
  folder: string,
  address: Address,
  graph: PageGraph,
): Promise<UnwrittenPage[]> {
  const shells = await takeShells(folder)
  const made: UnwrittenPage[] = []
  for (const name of globSync('**/index.html', { cwd: folder, exclude: [`${embedFolder}/**`] })) {
    const html = readFileSync(join(folder, name), 'utf8')
    const chapter = readChapter(html, name.replaceAll('\\', '/').replace(/index\.html$/, ''))
    const shell = shells.get(chapter.language)
    if (chapter.id === undefined || shell === undefined) continue
    for (const [cell, inputs] of graph.inputsOf(chapter.id)) {
      const page = toEmbedPage(address, chapter, cell, inputs)
      if (page === undefined) continue
      const below = join(folder, page.path)
      mkdirSync(below, { recursive: true })
      writeChanged(join(below, 'oembed.json'), Buffer.from(JSON.stringify(page.oembed)))
      const { values } = page
      const [content, parts] = [Buffer.from(page.content), partsOf(page.content)]
      made.push({ file: join(below, 'index.html'), shell, values, content, parts })
    }
  }
  return made
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
