import type { CellResults } from '../hosts/build/cell-results.ts'
import type { Output } from '../kernel/output.ts'

/** How tall parts of a page will be, in rem: what a browser takes them for until they are near the window. */

const codeLine = 1.35
const tableRow = 2

/** A cell's height on a desk and on a phone, as custom properties for `styles/off-screen.css`. */
export function estimateCell(
  results: CellResults,
  parts: { code: string; hidesCode: boolean; hasCaption: boolean },
): string {
  const { code, hidesCode, hasCaption } = parts
  // The closed numbers of a figure are on the line of its code.
  const around = 2.6
  const listing = hidesCode ? 0 : 2 + code.trimEnd().split('\n').length * codeLine
  const tall = (outputs: readonly Output[], caption: number): string =>
    `${Math.round(outputs.reduce((sum, it) => sum + heightOf(it), around + listing + (hasCaption ? caption : 0)))}rem`
  const [roomy, narrow] = [tall(results.roomy, 3), tall(results.narrow, 9)]
  return roomy === narrow ? `--tall: ${roomy}` : `--tall: ${roomy}; --tall-narrow: ${narrow}`
}

function heightOf(output: Output): number {
  switch (output.type) {
    case 'svg':
    case 'html':
      return pictureHeight(output.html) ?? tableRow
    case 'table':
      return (output.rows.length + 1) * tableRow
    case 'text':
      return String(output.text).split('\n').length * codeLine
  }
}

/** The height of the tallest drawing in it. */
function pictureHeight(html: string): number | undefined {
  const pictures = [...html.matchAll(/<(?:svg|canvas|img)\b[^>]*?\sheight="([\d.]+)"/g)]
  const heights = pictures.map(([, height]) => Number(height) / 16)
  return heights.length > 0 ? Math.max(...heights) : undefined
}

/** The height of a displayed formula: that of the tallest strut that KaTeX gives it. */
export function estimateFormula(html: string): string {
  const struts = [...html.matchAll(/katex-strut" style="height:([\d.]+)em/g)]
  const tallest = Math.max(1, ...struts.map(([, height]) => Number(height)))
  return `--tall: ${Math.round((1.25 * tallest + 1) * 10) / 10}rem`
}

/** The height of a derivation of so many lines: each has a formula and its reason. */
export function estimateDerivation(lines: number): string {
  return `--tall: ${lines * 6.5 + 7}rem; --tall-narrow: ${lines * 8.5 + 7}rem`
}
