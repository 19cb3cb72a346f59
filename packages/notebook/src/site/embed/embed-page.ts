import { gzipSync } from 'node:zlib'
import { detach } from '../../text/detach.ts'
import { readMeta } from '../read-meta.ts'
import { embedPath, tokens } from './paths.ts'
import type { ShellValues } from './fill-shell.ts'
import { PageElements } from './page-elements.ts'
import { toOembed } from './to-oembed.ts'

/** Where a book is read. */
export interface Address {
  base: string
  /** The site's address, where it is known. */
  site: string | undefined
}

/** A chapter as it was built. */
export interface Chapter {
  elements: PageElements
  /** The id of its own module, where it has cells. */
  id: string | undefined
  /** Its address below the book's. */
  path: string
  language: string
  title: string
  book: string
}

/** A page that shows one cell alone, and what a site is told that asks for it. */
export interface EmbedPage {
  /** Its address below the book's. */
  path: string
  /** What stands in the shell in the places of its tokens, but for the content. */
  values: ShellValues
  content: string
  oembed: object
}

/** The id of a chapter's own module, by its page. */
export function readId(html: string): string | undefined {
  const [, json = 'null'] =
    /<script type="application\/json" data-page[^>]*>([^<]*)</.exec(html) ?? []
  return (JSON.parse(json) as string | null) ?? undefined
}

export function readLanguage(html: string): string {
  return detach(/<html[^>]* lang="([^"]*)"/.exec(html)?.[1] ?? '')
}

/** @param path its address below the book's */
export function readChapter(html: string, path: string): Chapter {
  const title = detach(readMeta(html, 'og:title') ?? '')
  const book = detach(readMeta(html, 'og:site_name') ?? '')
  const elements = new PageElements(html)
  return { elements, id: readId(html), path, language: readLanguage(html), title, book }
}

/** The inputs, then the cell, with links to the chapter's address; undefined where the page shows no such cell, or one that only judges an exercise. */
function toContent(
  elements: PageElements,
  address: string,
  cell: string,
  inputs: readonly string[],
): string | undefined {
  const found = elements.take('nb-cell', `id="cell-${cell}"`)
  if (found === undefined || /^<nb-cell[^>]* judge/.test(found)) return undefined
  const controls = inputs.flatMap((it) => elements.take('nb-input', `name="${it}"`) ?? [])
  return leadOut([...controls, lighten(found)].join('\n'), address)
}

/** Bytes of a cell, compressed, above which it comes without its drawing for phones: it is drawn for those when it is live. */
const mostTwice = 12_000

function lighten(cell: string): string {
  // What is shorter as it is need not be compressed, beside the 18 bytes around it and 5 for each block.
  if (Buffer.byteLength(cell) <= mostTwice - 100 || gzipSync(cell).length <= mostTwice) return cell
  const narrow = new PageElements(cell).take('div', 'class="drawn narrow"')
  if (narrow === undefined) return cell
  return cell.replace(narrow, '').replace('<div class="drawn roomy"', '<div class="drawn"')
}

/** Links lead to the chapter, in a window of their own: the frame stays what it is. */
function leadOut(html: string, address: string): string {
  return html.replace(/<a\s[^>]*>/g, (tag) =>
    tag
      .replace(/ href="#/, ` href="${address}#`)
      .replace(/^<a/, '<a target="_blank" rel="noopener"'),
  )
}

/**
 * A cell's own page, which an ordinary route made a shell for; undefined where the chapter shows no such cell, or one that
 * only judges an exercise.
 * @param inputs those that the cell needs
 */
export function toEmbedPage(
  { base, site }: Address,
  chapter: Chapter,
  cell: string,
  inputs: readonly string[],
): EmbedPage | undefined {
  const content = toContent(chapter.elements, base + chapter.path, cell, inputs)
  if (content === undefined) return undefined
  const path = embedPath(chapter.path, cell)
  const address = (below: string): string =>
    site === undefined ? base + below : new URL(base + below, site).href
  const id = JSON.stringify(chapter.id ?? '').replaceAll('<', '\\u003c')
  const values = {
    [tokens.title]: `${cell} · ${chapter.title}`,
    [tokens.chapter]: chapter.title,
    [tokens.source]: `${base}${chapter.path}#cell-${cell}`,
    [tokens.canonical]: address(chapter.path),
    [tokens.oembed]: address(`${path}oembed.json`),
    [tokens.base]: base,
  }
  const oembed = toOembed({
    address: address(path),
    title: `${chapter.title}: ${cell}`,
    book: chapter.book,
    home: address(''),
    height: estimateHeight(content),
  })
  const script = `<script type="application/json" data-page>${id}</script>`
  return { path, values, content: content + script, oembed }
}

/** Pixels for a frame that cannot be resized: what the build takes the cell's height for, and each input's. */
function estimateHeight(content: string): number {
  const rem = Number(/--tall: ([\d.]+)rem/.exec(content)?.[1] ?? 20)
  const inputs = content.split('<nb-input').length - 1
  return Math.round(rem * 16 + inputs * 80 + 60)
}
