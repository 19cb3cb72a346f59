import type { ElementNode } from './element-node.ts'

/** A rectangle in the units of the figure. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/**
 * The extent of the first text in `element`. There is no font here, so widths come from a table of typical
 * sans-serif letters: near enough to size a tip, and the same on every machine.
 */
export function boxOf(element: ElementNode): Box {
  if (element.localName === 'rect' || element.localName === 'image') return rectBox(element)
  const text = element.localName === 'text' ? element : element.querySelector('text')
  if (!text)
    throw new Error(
      `no layout here: getBBox() measures texts and rects, not <${element.localName}>; compute its size from the data`,
    )
  const size = fontSize(text)
  const lines = linesOf(text)
  const width = Math.max(...lines.map(lineWidth)) * size
  const shift = { middle: 0.5, end: 1 }[inherited(text, 'text-anchor') ?? ''] ?? 0
  return { x: -shift * width, y: -0.9 * size, width, height: (lines.length + 0.2) * size }
}

/** The width of the text of `element` set in one line. */
export function textWidth(element: ElementNode): number {
  return lineWidth(element.textContent ?? '') * fontSize(element)
}

function rectBox(element: ElementNode): Box {
  const number = (name: string) => parseFloat(element.getAttribute(name) ?? '0') || 0
  return { x: number('x'), y: number('y'), width: number('width'), height: number('height') }
}

/** A tspan that sets x starts a line; Plot writes one a line, with the tooltip of a cut line in a title. */
function linesOf(text: ElementNode): string[] {
  const lines = ['']
  for (const child of text.childNodes) {
    const element = child.nodeType === 1 ? (child as ElementNode) : null
    if (element?.localName === 'title') continue
    if (element?.hasAttribute('x') && lines.at(-1)) lines.push('')
    lines[lines.length - 1] += element ? shownText(element) : child.nodeValue
  }
  return lines
}

function shownText(element: ElementNode): string {
  const hidden = element.querySelector('title')?.textContent ?? ''
  const text = element.textContent ?? ''
  return hidden ? text.slice(0, -hidden.length) : text
}

function lineWidth(line: string): number {
  let width = 0
  for (const character of line) width += characterWidth(character)
  return width
}

/** In ems. */
function characterWidth(character: string): number {
  if (character === '\u200b') return 0
  if (/[ijl.,:;'|!]/.test(character)) return 0.27
  if (/[ ftr()[\]-]/.test(character)) return 0.35
  if (/[mwMW@%—■]/.test(character)) return 0.87
  if (/[A-Z]/.test(character)) return 0.67
  return character > '\u2e80' ? 1 : 0.56
}

function fontSize(element: ElementNode): number {
  return (
    parseFloat(
      element.style.getPropertyValue('font-size') || (inherited(element, 'font-size') ?? ''),
    ) || 16
  )
}

function inherited(element: ElementNode, name: string): string | null {
  return element.closest(`[${name}]`)?.getAttribute(name) ?? null
}
