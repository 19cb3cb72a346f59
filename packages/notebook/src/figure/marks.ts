import { readTrack, type Point, type Track } from './track.ts'

/**
 * What a mark of a figure tells the page. Figures write it as `data-*` attributes, the cleaner between sandbox and page
 * lets these through and no others, and the page's elements read it. It may come from anyone: the elements check every
 * value before they use it.
 */
export interface MarkData {
  /** The name of the chapter's input that the mark moves when it is dragged. */
  drag?: string
  /** Which of the input's numbers it moves: one, or two in a plane. */
  indices?: readonly number[]
  /** Where the input's values lie in the figure. */
  track?: Track
  /** What a screen reader calls the mark. */
  label?: string
  /** Text that is shown when the mark is pointed at. */
  tip?: string
  /** The symbols that the mark shows, by their names in cells. */
  symbols?: readonly string[]
  /** The name of the `<Choice>` or `<Toggle>` that a touch sets. */
  input?: string
  /** The option of the `<Choice>` that a touch picks. */
  value?: string
}

/** The attribute of each. */
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

/** A CSS selector of the marks that carry it. */
export function marksWith(name: keyof MarkData): string {
  return `[${markAttributes[name]}]`
}

/** A mark's attributes. What it does not tell is undefined. */
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

/** With one decimal, as figures are drawn: every digit is sent to the reader. */
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

/** What an element tells as a mark. A track that is not one is left out. */
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
