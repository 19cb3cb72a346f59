import { inflateSync } from 'node:zlib'
import * as Plot from '@observablehq/plot'
import { describe, expect, test } from 'vitest'
import { createDocument } from '../src/create-document.ts'
import { deflate } from '../src/deflate.ts'
import { parseColor } from '../src/parse-color.ts'

const document = createDocument()

describe('deflate', () => {
  const sizes = [0, 1, 2, 3, 300, 100_000]
  for (const size of sizes) {
    test(`${size} bytes survive compression, whether they repeat, vary or do both`, () => {
      const draws = [
        (i: number) => i % 7,
        (i: number) => (i * 2654435761) >>> 24,
        (i: number) => (i % 1000 < 500 ? 9 : (i * i) & 255),
      ]
      for (const draw of draws) {
        const bytes = Uint8Array.from({ length: size }, (_, i) => draw(i))
        expect(Buffer.compare(inflateSync(deflate(bytes)), bytes)).toBe(0)
      }
    })
  }
})

describe('a canvas', () => {
  test('rectangles are painted over one another and exported as a PNG', () => {
    const [canvas, context] = blank(3, 1)
    context.fillStyle = 'rgb(10, 20, 30)'
    context.fillRect(0, 0, 2, 1)
    context.fillStyle = 'rgba(255, 255, 255, 0.5)'
    context.fillRect(1, 0, 9, 1)
    expect(pixelsOf(canvas.toDataURL())).toEqual([
      10, 20, 30, 255, 132, 138, 142, 255, 255, 255, 255, 128,
    ])
  })

  test('`putImageData` crops image data at the borders of the canvas', () => {
    const [canvas, context] = blank(2, 2)
    const image = context.createImageData(2, 2)
    image.data.set([1, 1, 1, 255, 2, 2, 2, 255, 3, 3, 3, 255, 4, 4, 4, 255])
    context.putImageData(image, 1, -1)
    expect(pixelsOf(canvas.toDataURL())).toEqual([0, 0, 0, 0, 3, 3, 3, 255, 0, 0, 0, 0, 0, 0, 0, 0])
    expect([...context.getImageData(1, 0, 1, 1).data]).toEqual([3, 3, 3, 255])
  })

  test('setting the width clears the canvas', () => {
    const [canvas, context] = blank(1, 1)
    context.fillRect(0, 0, 1, 1)
    canvas.width = 1
    expect(pixelsOf(canvas.toDataURL())).toEqual([0, 0, 0, 0])
  })

  test('an unsupported drawing method throws an error that names it', () => {
    expect(() => blank(1, 1)[1].beginPath()).toThrow(
      'unsupported canvas feature: beginPath; here a canvas holds pixels (fillRect, putImageData), so draw shapes as SVG',
    )
  })
})

describe('parseColor', () => {
  for (const [text, rgba] of [
    ['#f80', [255, 136, 0, 1]],
    ['#ff880080', [255, 136, 0, 128 / 255]],
    ['rgb(1, 2, 3)', [1, 2, 3, 1]],
    ['rgb(1 2 3 / 50%)', [1, 2, 3, 0.5]],
    ['rgba(0,0,0,0.25)', [0, 0, 0, 0.25]],
    ['hsl(120, 100%, 25%)', [0, 127.5, 0, 1]],
    ['hsl(-120deg 100% 50%)', [0, 0, 255, 1]],
    ['transparent', [0, 0, 0, 0]],
  ] as const) {
    test(text, () => parseColor(text).forEach((channel, i) => expect(channel).toBeCloseTo(rgba[i])))
  }

  test('an unknown colour throws an error', () => {
    expect(() => parseColor('salmonish')).toThrow(
      'invalid canvas color: salmonish; give it as #rrggbb, rgb() or hsl()',
    )
  })
})

describe('Plot', () => {
  test('a continuous legend has a ramp from the first colour to the last', () => {
    const figure = Plot.plot({
      document,
      color: { legend: true, scheme: 'turbo' },
      marks: [Plot.dot([0, 1, 2], { x: (d) => d, fill: (d: number) => d })],
    })
    const pixels = pixelsOf(
      figure.querySelector('image')!.getAttributeNS('http://www.w3.org/1999/xlink', 'href')!,
    )
    expect([pixels.length, pixels.slice(0, 4), pixels.slice(-4)]).toEqual([
      1024,
      [35, 23, 27, 255],
      [144, 12, 0, 255],
    ])
  })

  test('an opacity legend has a ramp from transparent to opaque', () => {
    const figure = Plot.plot({
      document,
      opacity: { legend: true },
      marks: [Plot.dot([0, 10], { x: (d) => d, fillOpacity: (d: number) => d })],
    })
    const pixels = pixelsOf(
      figure.querySelector('image')!.getAttributeNS('http://www.w3.org/1999/xlink', 'href')!,
    )
    expect([pixels[3], pixels.at(-1)]).toEqual([0, 255])
  })

  test('a flat raster is drawn in fewer than 5,000 characters', () => {
    const figure = Plot.plot({
      document,
      width: 200,
      height: 100,
      axis: null,
      margin: 0,
      marks: [Plot.raster({ fill: (x: number) => Math.floor(x), x1: 0, x2: 4, y1: 0, y2: 1 })],
    })
    const url = figure
      .querySelector('image')!
      .getAttributeNS('http://www.w3.org/1999/xlink', 'href')!
    expect(pixelsOf(url).length).toBe(4 * 200 * 100)
    expect(url.length).toBeLessThan(5000)
  })

  test('a static tip becomes visible after the next animation frame', async () => {
    const frames: (() => void)[] = []
    globalThis.requestAnimationFrame = (frame) => frames.push(frame as () => void)
    const figure = Plot.plot({
      document,
      marks: [Plot.tip(['one\ntwo'], { x: 1, y: 1, title: (d: string) => d })],
    })
    Reflect.deleteProperty(globalThis, 'requestAnimationFrame')
    expect(figure.querySelector('[aria-label=tip]')!.getAttribute('visibility')).toBe('hidden')
    frames.forEach((frame) => frame())
    expect(figure.querySelector('[aria-label=tip]')!.getAttribute('visibility')).toBe(null)
    expect(figure.querySelector('[aria-label=tip] path')!.getAttribute('d')).toMatch(/^M0,0l/)
  })
})

function blank(width: number, height: number): [HTMLCanvasElement, CanvasRenderingContext2D] {
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  return [canvas, canvas.getContext('2d')!]
}

/** The bytes of the pixels in a PNG, by Node's own inflate. Rows are as wide as the header says and unfiltered. */
function pixelsOf(url: string): number[] {
  const file = Buffer.from(url.replace('data:image/png;base64,', ''), 'base64')
  const stride = 4 * file.readUInt32BE(16) + 1
  const rows = inflateSync(file.subarray(41, 41 + file.readUInt32BE(33)))
  return [...rows].filter((_, i) => i % stride > 0)
}
