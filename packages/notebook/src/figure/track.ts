/**
 * Where an input's values lie in a figure, as plain data. Each handle carries its track, and the
 * page uses it to turn a drag into a value. Coordinates are those of the figure's view box.
 */
export type Track = Line[] | { corners: Triangle }

export type Point = readonly [x: number, y: number]

/** The corners of a triangle: at each, one share is the whole. */
export type Triangle = readonly [Point, Point, Point]

/** A line along which one number changes. */
export interface Line {
  /** The number's values at both ends. */
  domain: readonly [number, number]
  from: Point
  to: Point
  /** Whether values are spaced logarithmically. Default: linearly. */
  type?: 'log'
}

/**
 * A scale of D3, one returned by `plot.scale('x')` of Plot, or a plain object with a domain and a
 * range.
 */
export type Scale = PlainScale | D3Scale

interface PlainScale {
  domain: Iterable<unknown>
  range: Iterable<unknown>
  type?: string
}

interface D3Scale {
  domain: () => unknown[]
  range: () => unknown[]
  /** Only logarithmic scales have it. */
  base?: unknown
  /** Only power scales have it. */
  exponent?: unknown
  constant?: unknown
}

/**
 * The line of a scale along one axis of a figure.
 * @throws RangeError for a scale that is neither linear nor logarithmic between two values.
 */
export function toLine(scale: Scale, axis: 'x' | 'y'): Line {
  const { type, domain, range } = readScale(scale)
  const at = (pixels: number): Point => (axis === 'x' ? [pixels, 0] : [0, pixels])
  const line: Line = {
    domain: toPair(domain, 'domain'),
    from: at(toPair(range, 'range')[0]),
    to: at(toPair(range, 'range')[1]),
  }
  if (type === 'linear') return line
  if (type === 'log') return { ...line, type }
  throw new RangeError(`unknown scale: ${type}; a handle moves along a linear or logarithmic scale`)
}

function readScale(scale: Scale): { type: string; domain: unknown[]; range: unknown[] } {
  if (typeof scale.domain !== 'function') {
    const { type = 'linear', domain, range } = scale as PlainScale
    return { type, domain: [...domain], range: [...range] }
  }
  const { base, exponent, constant } = scale as D3Scale
  const type = base ? 'log' : exponent ? 'power' : constant ? 'symlog' : 'linear'
  return { type, domain: (scale as D3Scale).domain(), range: (scale as D3Scale).range() }
}

function toPair(values: unknown[], what: string): [number, number] {
  if (
    values.length === 2 &&
    values.every((it) => typeof it === 'number' && Number.isFinite(it)) &&
    values[0] !== values[1]
  )
    return values as [number, number]
  throw new RangeError(
    `invalid ${what} of a scale: ${JSON.stringify(values)}; a handle needs two different numbers`,
  )
}

/**
 * Parses a track. Returns undefined for what is not a valid, finite track: a cell may have written
 * anything.
 */
export function readTrack(json: string): Track | undefined {
  try {
    const track: unknown = JSON.parse(json)
    if (Array.isArray(track))
      return track.length >= 1 && track.length <= 2 && track.every(isLine) ? track : undefined
    const corners: unknown = (track as { corners?: unknown } | null)?.corners
    return Array.isArray(corners) &&
      corners.length === 3 &&
      corners.every(isPair) &&
      isOpen(corners as unknown as Triangle)
      ? { corners: corners as unknown as Triangle }
      : undefined
  } catch {
    return undefined
  }
}

function isPair(value: unknown): value is Point {
  return (
    Array.isArray(value) &&
    value.length === 2 &&
    value.every((it) => typeof it === 'number' && Number.isFinite(it))
  )
}

function isLine(value: unknown): value is Line {
  const { domain, from, to, type } = (value ?? {}) as Partial<Line>
  if (!isPair(domain) || !isPair(from) || !isPair(to)) return false
  const isLog = type === 'log' && domain[0] > 0 && domain[1] > 0
  return (
    (type === undefined || isLog) &&
    domain[0] !== domain[1] &&
    (from[0] !== to[0] || from[1] !== to[1])
  )
}

/** Whether the corners do not lie on one line. */
function isOpen([a, b, c]: Triangle): boolean {
  return (b[0] - a[0]) * (c[1] - a[1]) !== (b[1] - a[1]) * (c[0] - a[0])
}

/** The position of a value along a line, from 0 to 1. */
export function toFraction({ domain: [first, last], type }: Line, value: number): number {
  return type === 'log'
    ? Math.log(value / first) / Math.log(last / first)
    : (value - first) / (last - first)
}

/** The value at a position along a line. */
export function fromFraction({ domain: [first, last], type }: Line, fraction: number): number {
  return type === 'log' ? first * (last / first) ** fraction : first + fraction * (last - first)
}

/** The value that is reached from another by a step in the figure, projected onto the line. */
export function moveAlong(line: Line, value: number, [dx, dy]: Point): number {
  const [ex, ey] = [line.to[0] - line.from[0], line.to[1] - line.from[1]]
  return fromFraction(line, toFraction(line, value) + (dx * ex + dy * ey) / (ex * ex + ey * ey))
}

/** The step in the figure from one value to another. */
export function stepAlong(line: Line, from: number, to: number): Point {
  const far = toFraction(line, to) - toFraction(line, from)
  return [far * (line.to[0] - line.from[0]), far * (line.to[1] - line.from[1])]
}
