import { markAttributes, type MarkData } from './marks.ts'
import type { Point, Track } from './track.ts'

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
