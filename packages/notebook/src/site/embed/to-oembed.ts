import { escapeHtml, unescapeHtml } from '../../text/escape-html.ts'

interface Embedded {
  /** Of the cell's own page. */
  address: string
  /** As it stands in a page's HTML, and so the book's name. */
  title: string
  book: string
  /** The book's address. */
  home: string
  /** In pixels, for a frame that is not resized. */
  height: number
}

/** Pixels: what a figure is drawn for, with its margins. */
const width = 720

/** What a site is told that asks what a link to a cell shows (oEmbed 1.0, type `rich`). */
export function toOembed({ address, title, book, home, height }: Embedded): object {
  const frame = `<iframe src="${escapeHtml(address)}" title="${title}" width="100%" height="${height}" loading="lazy" style="border:0"></iframe>`
  return {
    version: '1.0',
    type: 'rich',
    title: unescapeHtml(title),
    provider_name: unescapeHtml(book),
    provider_url: home,
    html: frame,
    width,
    height,
  }
}
