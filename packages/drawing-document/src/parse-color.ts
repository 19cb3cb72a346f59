/** Red, green and blue from 0 to 255, and opacity from 0 to 1. */
export type Rgba = readonly [red: number, green: number, blue: number, opacity: number]

/** Reads the colours that d3's interpolators and scales write: `#rgb`, `#rrggbb`, `rgb()`, `rgba()`, and `hsl()`. */
export function parseColor(text: string): Rgba {
  const color =
    parseHex(text.trim()) ?? parseFunction(text.trim()) ?? named[text.trim().toLowerCase()]
  if (color) return color
  throw new Error(`invalid canvas color: ${text}; give it as #rrggbb, rgb() or hsl()`)
}

const named: Record<string, Rgba | undefined> = {
  black: [0, 0, 0, 1],
  white: [255, 255, 255, 1],
  transparent: [0, 0, 0, 0],
}

function parseHex(text: string): Rgba | null {
  const digits = /^#([\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/i.exec(text)?.[1]
  if (!digits) return null
  const size = digits.length < 6 ? 1 : 2
  const part = (i: number) =>
    parseInt(digits.slice(i * size, (i + 1) * size).padEnd(2, digits[i]), 16)
  return [part(0), part(1), part(2), digits.length > 3 * size ? part(3) / 255 : 1]
}

function parseFunction(text: string): Rgba | null {
  const found = /^(rgb|hsl)a?\(([^)]*)\)$/i.exec(text)
  if (!found) return null
  const parts = found[2].split(/[\s,/]+/).filter(Boolean)
  const [a, b, c] = parts.map(
    (part) => parseFloat(part) * (found[1] === 'rgb' && part.endsWith('%') ? 2.55 : 1),
  )
  const opacity =
    parts[3] === undefined ? 1 : parseFloat(parts[3]) / (parts[3].endsWith('%') ? 100 : 1)
  if (![a, b, c, opacity].every(Number.isFinite)) return null
  return found[1] === 'rgb' ? [a, b, c, opacity] : fromHsl(a, b / 100, c / 100, opacity)
}

function fromHsl(hue: number, saturation: number, lightness: number, opacity: number): Rgba {
  const reach = saturation * Math.min(lightness, 1 - lightness)
  const channel = (shift: number) => {
    const k = (((shift + hue / 30) % 12) + 12) % 12
    return 255 * (lightness - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1)))
  }
  return [channel(0), channel(8), channel(4), opacity]
}
