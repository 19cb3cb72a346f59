import { marksWith } from '../figure/marks.ts'
import { readMark } from '../figure/read-mark.ts'
import type { Track } from '../figure/track.ts'
import { InputElement } from './input.ts'

/** A mark of a figure that moves an input of the chapter. */
export interface DragMark {
  element: SVGGraphicsElement
  /** The same whenever the figure is drawn, and different for each of its marks. */
  key: string
  input: InputElement
  track: Track
  /** Which of the input's numbers each line of the track moves. */
  indices: readonly number[]
  label: string | undefined
  tip: string | undefined
}

/**
 * More handles than anyone can tell apart: in a cell, and on the same numbers of an input. A cell may draw any number of marks;
 * what goes beyond the last limit is not even looked at.
 */
export const handleLimits = { cell: 64, same: 8, marks: 1000 } as const

export interface FoundMarks {
  marks: DragMark[]
  /** How many more would fit an input, but pass a limit. */
  refused: number
}

/**
 * Finds the visible marks with a handle in a cell's output that fit an input of the chapter.
 * Their data comes from a cell, which anyone may have written, and is not trusted: a mark that does
 * not fit gets no handle.
 */
export function findMarks(output: Element): FoundMarks {
  const claimed = output.querySelectorAll<SVGGraphicsElement>(`.drawn svg ${marksWith('drag')}`)
  const seen = new Map<string, number>()
  const marks: DragMark[] = []
  let refused = Math.max(0, claimed.length - handleLimits.marks)
  for (const element of [...claimed].slice(0, handleLimits.marks)) {
    const mark = element.checkVisibility() ? toDragMark(element) : undefined
    if (!mark) continue
    const count = (seen.get(mark.key) ?? 0) + 1
    seen.set(mark.key, count)
    if (count > handleLimits.same || marks.length === handleLimits.cell) refused += 1
    else marks.push({ ...mark, key: `${mark.key} ${count}` })
  }
  return { marks, refused }
}

function toDragMark(element: SVGGraphicsElement): DragMark | undefined {
  const { drag: name = '', indices = [0, 1], track, label, tip } = readMark(element)
  const input = document.querySelector(`nb-input[name="${CSS.escape(name)}"]`)
  if (!(input instanceof InputElement) || !track) return undefined
  if (!fits(input, track, indices)) return undefined
  const moved = Array.isArray(track) ? indices.slice(0, track.length) : ['all']
  return { element, key: `${name} ${moved.join(' ')}`, input, track, indices, label, tip }
}

function fits(input: InputElement, track: Track, indices: readonly number[]): boolean {
  if (!Array.isArray(track)) return input.isSimplex
  // One share at a time: two would fix the third as well.
  if (input.isSimplex && track.length > 1) return false
  return track.every((_, k) => indices[k] in input.ranges)
}
