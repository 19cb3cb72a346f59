import type { CanvasElement } from './canvas-element.ts'
import { parseColor } from './parse-color.ts'

/** Pixels in rows from the top, four bytes each: red, green, blue, opacity. */
export interface Pixels {
  readonly width: number
  readonly height: number
  readonly data: Uint8ClampedArray
}

/** The part of a canvas context that sets pixels: filled rectangles and image data. */
export class Context2d {
  readonly canvas: CanvasElement
  fillStyle: unknown = '#000'
  #pixels: Pixels

  constructor(canvas: CanvasElement) {
    this.canvas = canvas
    this.#pixels = this.createImageData(canvas.width, canvas.height)
  }

  reset(): void {
    this.fillStyle = '#000'
    this.#pixels = this.createImageData(this.canvas.width, this.canvas.height)
  }

  createImageData(width: number | Pixels, height?: number): Pixels {
    if (typeof width === 'object') return this.createImageData(width.width, width.height)
    return { width, height: height!, data: new Uint8ClampedArray(4 * width * height!) }
  }

  getImageData(x: number, y: number, width: number, height: number): Pixels {
    const image = this.createImageData(width, height)
    copyPixels(this.#pixels, image, -x, -y)
    return image
  }

  putImageData(image: Pixels, x: number, y: number): void {
    copyPixels(image, this.#pixels, x, y)
  }

  clearRect(x: number, y: number, width: number, height: number): void {
    this.#eachPixel([x, y, width, height], (data, at) => data.fill(0, at, at + 4))
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    const color = parseColor(String(this.fillStyle))
    this.#eachPixel([x, y, width, height], (data, at) => blend(data, at, color))
  }

  #eachPixel(
    [x, y, width, height]: readonly [number, number, number, number],
    visit: (data: Uint8ClampedArray, at: number) => void,
  ): void {
    const { data, width: columns, height: rows } = this.#pixels
    for (
      let row = Math.max(0, Math.round(y));
      row < Math.min(rows, Math.round(y + height));
      row++
    ) {
      for (
        let column = Math.max(0, Math.round(x));
        column < Math.min(columns, Math.round(x + width));
        column++
      ) {
        visit(data, 4 * (row * columns + column))
      }
    }
  }
}

/** A context that says so when it is asked for what it cannot do, such as paths and text. */
export function createContext2d(canvas: CanvasElement): Context2d {
  const context = new Context2d(canvas)
  return new Proxy(context, {
    get(_, name) {
      const value: unknown = Reflect.get(context, name)
      if (typeof value === 'function') return value.bind(context)
      if (name in context || typeof name === 'symbol') return value
      throw new Error(
        `unsupported canvas feature: ${name}; here a canvas holds pixels (fillRect, putImageData), so draw shapes as SVG`,
      )
    },
    set: (_, name, value) => Reflect.set(context, name, value),
  })
}

function copyPixels(from: Pixels, to: Pixels, x: number, y: number): void {
  const left = Math.max(0, -x)
  const right = Math.min(from.width, to.width - x)
  if (right <= left) return
  for (let row = Math.max(0, -y); row < Math.min(from.height, to.height - y); row++) {
    const start = 4 * row * from.width
    to.data.set(
      from.data.subarray(start + 4 * left, start + 4 * right),
      4 * ((row + y) * to.width + x + left),
    )
  }
}

/** Paints a colour over a pixel, both with straight (not premultiplied) opacity. */
function blend(data: Uint8ClampedArray, at: number, color: readonly number[]): void {
  const over = color[3]
  const under = (data[at + 3] / 255) * (1 - over)
  const alpha = over + under
  for (let i = 0; i < 3; i++)
    data[at + i] = alpha && (color[i] * over + data[at + i] * under) / alpha
  data[at + 3] = 255 * alpha
}
