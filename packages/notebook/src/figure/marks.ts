import { readTrack, type Point, type Track } from './track.ts'

/**
 * The data that a mark of a figure carries for the page. Figures write it as `data-*` attributes,
 * the sanitizer between sandbox and page allows these and no others, and the page's elements read
 * it. A cell may have written anything, so the elements check every value before they use it.
 */
export interface MarkData {
  /** The name of the chapter's input that the mark moves when it is dragged. */
  drag?: string
  /** Which of the input's numbers the mark moves: one, or two in a plane. */
  indices?: readonly number[]
  /** Where the input's values lie in the figure. */
  track?: Track
  /** The mark's accessible name. */
  label?: string
  /** Text that is shown when the mark is pointed at. */
  tip?: string
  /** The symbols that the mark shows, by their names in cells. */
  symbols?: readonly string[]
  /** The name of the `<Choice>` or `<Toggle>` that is set when the mark is touched. */
  input?: string
  /** The option of the `<Choice>` that is picked. */
  value?: string
}

/** The attribute of each property. */
export const markAttributes = {
  drag: 'data-drag',
  track: 'data-track',
  indices: 'data-index',
  label: 'data-label',
  tip: 'data-tip',
  symbols: 'data-symbol',
  input: 'data-input',
  value: 'data-value',
} as const satisfies Record<keyof MarkData, string>

/** A CSS selector for the marks that have a property. */
export function marksWith(name: keyof MarkData): string {
  return `[${markAttributes[name]}]`
}

/** A mark's attributes. Those of missing properties are undefined. */
export function writeMark({ indices, track, symbols, ...texts }: MarkData): Attributes {
  const values = {
    ...texts,
    track: track && JSON.stringify(roundTrack(track)),
    indices: indices?.join(' '),
    symbols: symbols?.join(' '),
  }
  const names = Object.keys(markAttributes) as (keyof MarkData)[]
  return Object.fromEntries(names.map((name) => [markAttributes[name], values[name]]))
}

type Attributes = Record<string, string | undefined>

/** Rounds to one decimal, as figures do: every digit adds to the page. */
function roundTrack(track: Track): Track {
  if (!Array.isArray(track)) return { corners: mapCorners(track.corners, roundPoint) }
  return track.map((line) => ({ ...line, from: roundPoint(line.from), to: roundPoint(line.to) }))
}

function mapCorners([a, b, c]: readonly [Point, Point, Point], to: (corner: Point) => Point) {
  return [to(a), to(b), to(c)] as const
}

function roundPoint([x, y]: Point): Point {
  return [Math.round(x * 10) / 10, Math.round(y * 10) / 10]
}

/** Reads a mark's data from its attributes. An invalid track is undefined. */
export function readMark(element: { getAttribute: (name: string) => string | null }): MarkData {
  const read = (name: keyof MarkData): string | undefined =>
    element.getAttribute(markAttributes[name]) ?? undefined
  return {
    drag: read('drag'),
    indices: read('indices')?.split(' ').map(Number),
    track: readTrack(read('track') ?? ''),
    label: read('label'),
    tip: read('tip'),
    symbols: read('symbols')?.split(/\s+/).filter(Boolean),
    input: read('input'),
    value: read('value'),
  }
}
