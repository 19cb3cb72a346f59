import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ViteDevServer } from 'vite'
import { readChapter, toEmbedPage } from './embed-page.ts'
import type { PageGraph } from './embed-pages.ts'
import { toFiller } from './fill-shell.ts'
import { embedFolder, shellFolder, tokens } from './paths.ts'

/** An address such as `/embed/chapter/cell/`: the chapter's below the book's, the cell, and which of its files is meant. */
const pattern = new RegExp(`^${embedFolder}/((?:[^/]+/)*)([^/]+)/(oembed\\.json)?$`)

type Next = (error?: unknown) => void

/**
 * Answers for the pages of single cells in a development server: the chapter and the shell are asked of the server itself, so
 * that a cell is as its chapter was saved last. What is no such page is left to the server.
 */
export function serveEmbeds(
  server: ViteDevServer,
  base: string,
  graph: PageGraph,
): (request: IncomingMessage, response: ServerResponse, next: Next) => void {
  const ask = async (below: string): Promise<string | undefined> => {
    const reply = await fetch(new URL(base + below, originOf(server)))
    return reply.ok ? reply.text() : undefined
  }
  return (request, response, next) => {
    const place = findPlace(request.url ?? '', base)
    if (!place) return next()
    makePage(place, { base, graph, ask })
      .then((page) => {
        if (!page) return next()
        const { type, text } = place.isOembed
          ? { type: 'application/json', text: JSON.stringify(page.oembed) }
          : { type: 'text/html; charset=utf-8', text: page.html }
        response.setHeader('Content-Type', type).end(text)
      })
      .catch(next)
  }
}

interface Place {
  /** The chapter's address below the book's. */
  path: string
  cell: string
  isOembed: boolean
}

function findPlace(url: string, base: string): Place | undefined {
  const { pathname } = new URL(url, 'http://localhost')
  // Vite takes the base away before others hear of a request, but for those that were added first.
  const below = pathname.startsWith(base) ? pathname.slice(base.length) : pathname.slice(1)
  const [, path, cell, file] = pattern.exec(below) ?? []
  if (path === undefined) return undefined
  try {
    return { path, cell: decodeURIComponent(cell), isOembed: file !== undefined }
  } catch {
    return undefined
  }
}

interface Source {
  base: string
  graph: PageGraph
  ask: (below: string) => Promise<string | undefined>
}

/** The texts of a page's files; undefined where there is no such page. */
async function makePage(
  { path, cell }: Place,
  { base, graph, ask }: Source,
): Promise<{ html: string; oembed: object } | undefined> {
  const chapter = readChapter((await ask(path)) ?? '', path)
  const inputs = chapter.id === undefined ? undefined : graph.inputsOf(chapter.id).get(cell)
  if (chapter.id === undefined || inputs === undefined) return undefined
  // A chapter stands in the folder of its language.
  const language = chapter.id.split('/').at(-2) ?? ''
  const shell = await ask(`${shellFolder}/${language}/`)
  const page = toEmbedPage({ base, site: undefined }, chapter, cell, inputs)
  if (shell === undefined || page === undefined) return undefined
  const { values, content, oembed } = page
  return { html: toFiller(shell)({ ...values, [tokens.content]: content }).toString(), oembed }
}

/** Where the server hears itself. */
function originOf(server: ViteDevServer): string {
  const address = server.httpServer?.address()
  if (!address || typeof address === 'string') throw new Error('the server does not listen')
  const isWide = address.address === '::' || address.address === '0.0.0.0'
  const host = isWide
    ? 'localhost'
    : address.family === 'IPv6'
      ? `[${address.address}]`
      : address.address
  const { https } = server.config.server
  return `${https ? 'https' : 'http'}://${host}:${address.port}`
}
