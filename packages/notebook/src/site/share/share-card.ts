import { escapeHtml } from '../../text/escape-html.ts'
import type { FoundFigure } from './find-figure.ts'
import { resolveColours, type Colours } from './read-colours.ts'

/** What a page's picture in other sites' previews shows. */
export interface ShareCard {
  title: string
  /** The book's name. */
  site: string
  description: string
  figure?: FoundFigure
}

/** The size that sites ask for, in pixels. */
export const cardSize = { width: 1200, height: 630 }

const margin = 64
const serif = 'KaTeX_Main'
const sans = 'KaTeX_SansSerif'
const title = { size: 58, letters: 37 }
const text = { size: 32, letters: 62 }

/** A page's picture for previews as an SVG: its title, its first figure, and the name of the book. */
export function drawShareCard(card: ShareCard, colours: Colours): string {
  const { width, height } = cardSize
  const lines = wrap(drawable(card.title), title.letters).slice(0, 2)
  const top = margin + lines.length * title.size * 1.15 + 26
  const bottom = height - margin - 44
  const drawn = [
    `<rect width="${width}" height="${height}" fill="var(--paper)"/>`,
    `<rect width="${width}" height="10" fill="var(--accent)"/>`,
    drawLines(lines, {
      y: margin + title.size * 0.8,
      size: title.size,
      family: serif,
      weight: 'bold',
    }),
    card.figure
      ? placeFigure(card.figure, { top, bottom })
      : drawLines(wrap(drawable(card.description), text.letters).slice(0, 6), {
          y: top + text.size,
          size: text.size,
          family: serif,
        }),
    drawLines([drawable(card.site)], {
      y: height - margin + 12,
      size: 28,
      family: sans,
      fill: 'var(--muted)',
    }),
  ]
  return resolveColours(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${drawn.join('')}</svg>`,
    colours,
  )
}

/** A text whose letters the fonts of formulas have, or none: of another script they would show nothing but gaps. */
function drawable(words: string): string {
  return /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Common}\p{Script=Inherited}]/u.test(words)
    ? ''
    : words
}

/** The figure as large as the room between two heights lets it be, in its middle. */
function placeFigure(
  { svg, width, height }: FoundFigure,
  { top, bottom }: { top: number; bottom: number },
): string {
  const room = cardSize.width - 2 * margin
  const scale = Math.min(room / width, (bottom - top) / height)
  const left = (cardSize.width - width * scale) / 2
  const inner = svg
    .replace(/^<svg/, `<svg x="${left}" y="${top}"`)
    .replace(/(?<=^<svg[^>]*) (?:width|height)="[^"]*"/g, '')
    .replace(/^<svg/, `<svg width="${width * scale}" height="${height * scale}"`)
    .replaceAll('font-family="inherit"', `font-family="${sans}"`)
    .replaceAll('&nbsp;', '&#160;')
    // The fonts of formulas have a minus sign in few faces, and this dash in all.
    .replaceAll('−', '–')
  return `<g font-family="${sans}">${inner}</g>`
}

interface TextStyle {
  y: number
  size: number
  family: string
  weight?: string
  fill?: string
}

function drawLines(
  lines: readonly string[],
  { y, size, family, weight = 'normal', fill = 'var(--ink)' }: TextStyle,
): string {
  const drawn = lines.map(
    (line, n) => `<text x="${margin}" y="${y + n * size * 1.15}">${escapeHtml(line)}</text>`,
  )
  return `<g font-family="${family}" font-size="${size}" font-weight="${weight}" fill="${fill}">${drawn.join('')}</g>`
}

/** Words in lines of at most so many letters; a longer word has a line of its own. */
export function wrap(words: string, letters: number): string[] {
  return words.split(/\s+/).reduce<string[]>((lines, word) => {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= letters)
      return [...lines.slice(0, -1), `${last} ${word}`]
    return [...lines, word]
  }, [])
}
