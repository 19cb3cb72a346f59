import { Resvg } from '@resvg/resvg-js'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const fontFolder = join(
  dirname(createRequire(import.meta.url).resolve('katex/package.json')),
  'dist/fonts',
)
/** The fonts of formulas, since those of the system differ from machine to machine. */
const fontFiles = [
  'Main-Regular',
  'Main-Bold',
  'Main-Italic',
  'SansSerif-Regular',
  'SansSerif-Bold',
  'SansSerif-Italic',
  'Math-Italic',
  'AMS-Regular',
].map((name) => join(fontFolder, `KaTeX_${name}.ttf`))

/** An SVG as a PNG of a given width in pixels: the same bytes on every machine. */
export function renderPng(svg: string, width: number): Buffer {
  const image = new Resvg(svg, {
    fitTo: { mode: 'width', value: width },
    font: { fontFiles, loadSystemFonts: false, defaultFontFamily: 'KaTeX_Main' },
  })
  return image.render().asPng()
}
