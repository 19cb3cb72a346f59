import type { CellElement } from '../cell.ts'
import { download } from './download.ts'

/** What a figure looks like by the page's style sheet, and must have by itself in a file. */
const ownStyles = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'paint-order',
  'opacity',
  'color',
  'font-family',
  'font-size',
  'font-weight',
  'font-style',
  'text-anchor',
  'dominant-baseline',
  'visibility',
  'display',
] as const

/** The drawing that a cell shows, the one of two that is seen; undefined where it shows none. */
export function findDrawing(cell: CellElement): SVGSVGElement | undefined {
  const all = cell.querySelectorAll<SVGSVGElement>(':scope > figure > .output > .drawn svg')
  const shown = [...all].filter((it) => it.checkVisibility() && !it.parentElement?.closest('svg'))
  return shown.sort((a, b) => areaOf(b) - areaOf(a))[0]
}

function areaOf(svg: SVGSVGElement): number {
  const { width, height } = svg.getBoundingClientRect()
  return width * height
}

/** A drawing as a file of its own: as it is seen, on the page's ground. */
export function toSvgFile(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement
  const [from, to] = [svg, copy].map((it) => [it, ...it.querySelectorAll<SVGElement>('*')])
  from.forEach((element, i) => {
    const styles = getComputedStyle(element)
    for (const name of ownStyles) to[i].style.setProperty(name, styles.getPropertyValue(name))
    for (const { name } of [...to[i].attributes])
      if (name.startsWith('data-')) to[i].removeAttribute(name)
  })
  const { width, height } = svg.getBoundingClientRect()
  if (!copy.hasAttribute('viewBox'))
    copy.setAttribute('viewBox', `0 0 ${svg.width.baseVal.value} ${svg.height.baseVal.value}`)
  copy.setAttribute('width', String(width))
  copy.setAttribute('height', String(height))
  copy.style.setProperty('background', getComputedStyle(document.body).backgroundColor)
  return new XMLSerializer().serializeToString(copy).replace(noXml, '\ufffd')
}

/** Control characters and halves of surrogate pairs, which HTML holds and a file of XML must not (XML 1.0, production 2). */
const noXml = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

/** Twice as fine as the drawing is seen. */
const scale = 2

export async function toPngFile(svg: SVGSVGElement): Promise<Blob> {
  const { width, height } = svg.getBoundingClientRect()
  const image = new Image()
  image.src = `data:image/svg+xml,${encodeURIComponent(toSvgFile(svg))}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = Math.ceil(width * scale)
  canvas.height = Math.ceil(height * scale)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('figure: the browser draws no pictures')
  context.fillStyle = getComputedStyle(document.body).backgroundColor
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('figure: no picture')))),
  )
}

export function saveSvg(cell: CellElement, svg: SVGSVGElement): void {
  download(`${cell.name}.svg`, 'image/svg+xml', toSvgFile(svg))
}

export async function savePng(cell: CellElement, svg: SVGSVGElement): Promise<void> {
  download(`${cell.name}.png`, 'image/png', await toPngFile(svg))
}
