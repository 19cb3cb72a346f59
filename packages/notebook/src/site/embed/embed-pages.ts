import type { AstroIntegration } from 'astro'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readChapter, readLanguage, toEmbedPage, type Address } from './embed-page.ts'
import type { ShellValues } from './fill-shell.ts'
import { addressIn, type BuiltPage, type BuiltPages } from '../built-pages.ts'
import { partsOf, type PageParts } from '../selectors.ts'
import type { Write } from '../write-over.ts'
import { shellFolder } from './paths.ts'
import { serveEmbeds } from './serve-embeds.ts'

/** What is known of a page's cells once it is built. */
export interface PageGraph {
  /** The cells that a page shows, each with the inputs that it, its caption and its table need, directly or not. */
  inputsOf: (page: string) => ReadonlyMap<string, readonly string[]>
}

/** A page that is written when its styles are in it. */
export interface UnwrittenPage {
  file: string
  shell: Buffer
  /** What stands in the shell, but for the content. */
  values: ShellValues
  /** UTF-8: a book of hundreds of chapters has ten thousand of them. */
  content: Buffer
  /** What the content's tags are made of. */
  parts: PageParts
}

/** Where the files of single cells go. */
export interface CellFiles {
  /** Takes the pages, which `firstPaint` writes. */
  unwritten: UnwrittenPage[]
  write: Write
}

/** A page that has no shell yet. */
interface CellPage extends Pick<UnwrittenPage, 'values' | 'content' | 'parts'> {
  /** Its address below the book's. */
  path: string
  language: string
  oembed: Buffer
}

/**
 * Gives every cell of the book a page of its own, to stand in a frame of another site: the cell with its inputs as
 * they stand in the built chapter, in a shell that an ordinary route made. No cell is run again. A development server makes
 * such a page when somebody asks for it.
 */
export function embedPages(
  pages: BuiltPages,
  graph: PageGraph,
  { unwritten, write }: CellFiles,
): AstroIntegration {
  const address: Address = { base: '/', site: undefined }
  const shells = new Map<string, Buffer>()
  const cells: CellPage[] = []
  pages.onPage((page) => {
    if (isShell(page)) shells.set(readLanguage(page.html), page.bytes)
    else for (const cell of listCells(page, address, graph)) cells.push(cell)
  })
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
      'astro:build:done': ({ dir, logger }) => {
        const folder = fileURLToPath(dir)
        rmSync(join(folder, shellFolder), { recursive: true, force: true })
        for (const { path, language, oembed, ...page } of cells.splice(0)) {
          const shell = shells.get(language)
          if (!shell) continue
          const below = join(folder, path)
          mkdirSync(below, { recursive: true })
          write(join(below, 'oembed.json'), oembed)
          unwritten.push({ file: join(below, 'index.html'), shell, ...page })
        }
        shells.clear()
        logger.info(`${unwritten.length} cells to embed`)
      },
    },
  }
}

/** Whether it is what pages of cells are made of, which is no page itself. */
export const isShell = ({ name }: BuiltPage): boolean => name.startsWith(`${shellFolder}/`)

function listCells(page: BuiltPage, address: Address, graph: PageGraph): CellPage[] {
  const path = addressIn(page.name)
  if (path === undefined) return []
  const chapter = readChapter(page.html, path)
  if (chapter.id === undefined) return []
  return [...graph.inputsOf(chapter.id)].flatMap(([cell, inputs]) => {
    const made = toEmbedPage(address, chapter, cell, inputs)
    if (made === undefined) return []
    const { path, values, content, oembed } = made
    return {
      path,
      language: chapter.language,
      values,
      content: Buffer.from(content),
      parts: partsOf(content),
      oembed: Buffer.from(JSON.stringify(oembed)),
    }
  })
}
