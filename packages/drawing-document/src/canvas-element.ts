import { createContext2d, type Context2d } from './context-2d.ts'
import { encodePng } from './encode-png.ts'
import { HtmlElement } from './html-element.ts'

/** A canvas of pixels, on which Plot paints rasters and the ramp of a colour legend before it embeds them as images. */
export class CanvasElement extends HtmlElement {
  #context: Context2d | null = null

  get width(): number {
    return Number(this.getAttribute('width') ?? 300)
  }

  set width(value: unknown) {
    this.#resize('width', value)
  }

  get height(): number {
    return Number(this.getAttribute('height') ?? 150)
  }

  set height(value: unknown) {
    this.#resize('height', value)
  }

  getContext(type: string): Context2d | null {
    if (type !== '2d') return null
    return (this.#context ??= createContext2d(this))
  }

  toDataURL(): string {
    const { width, height } = this
    if (!width || !height) return 'data:,'
    const { data } = this.getContext('2d')!.getImageData(0, 0, width, height)
    return `data:image/png;base64,${toBase64(encodePng(data, width, height))}`
  }

  /** Setting a size empties a canvas, even to the size it has. */
  #resize(name: string, value: unknown): void {
    this.setAttribute(name, Math.max(0, Math.floor(Number(value)) || 0))
    this.#context?.reset()
  }
}

function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += 8192)
    binary += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(binary)
}
