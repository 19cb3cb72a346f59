import type { AstroIntegration } from 'astro'
import { globSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readChapter, readId, readLanguage, toEmbedPage, type Address } from './embed-page.ts'
import { embedFolder, shellFolder } from './paths.ts'
import { serveEmbeds } from './serve-embeds.ts'

/** What is known of a page's cells once it is built. */
export interface PageGraph {
  /** The cells that a page shows, each with the inputs that it, its caption and its table need, directly or not. */
  inputsOf: (page: string) => ReadonlyMap<string, readonly string[]>
}

/**
 * Gives every cell of the book a page of its own, to stand in a frame of another site: the cell with its inputs as
 * they stand in the built chapter, in a shell that an ordinary route made. No cell is run again. A development server makes
 * such a page when somebody asks for it.
 */
export function embedPages(graph: PageGraph): AstroIntegration {
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
        const count = await writePages(fileURLToPath(dir), address, graph)
        logger.info(`${count} cells to embed`)
      },
    },
  }
}

async function writePages(folder: string, address: Address, graph: PageGraph): Promise<number> {
  const shells = await takeShells(folder)
  let count = 0
  for (const name of globSync('**/index.html', { cwd: folder, exclude: [`${embedFolder}/**`] })) {
    const html = await readFile(join(folder, name), 'utf8')
    const id = readId(html)
    const chapter = readChapter(html, name.replaceAll('\\', '/').replace(/index\.html$/, ''))
    const shell = shells.get(chapter.language)
    if (id === undefined || shell === undefined) continue
    for (const [cell, inputs] of graph.inputsOf(id)) {
      const page = toEmbedPage(address, chapter, { cell, inputs, shell })
      if (page === undefined) continue
      const below = join(folder, page.path)
      await mkdir(below, { recursive: true })
      await writeFile(join(below, 'index.html'), page.html)
      await writeFile(join(below, 'oembed.json'), JSON.stringify(page.oembed))
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
