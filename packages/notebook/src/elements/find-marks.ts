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

// More than anyone can tell apart; a cell may draw any number.
const limit = 64

/**
 * Finds the visible marks with a handle in a cell's output that fit an input of the chapter.
 * Their data comes from a cell, which anyone may have written, and is not trusted: a mark that does
 * not fit gets no handle.
 */
export function findMarks(output: Element): DragMark[] {
  const seen = new Map<string, number>()
  const claimed = output.querySelectorAll<SVGGraphicsElement>(`.drawn svg ${marksWith('drag')}`)
  const visible = [...claimed].filter((it) => it.checkVisibility())
  return visible.slice(0, limit).flatMap((element) => {
    const mark = toDragMark(element)
    if (!mark) return []
    const count = (seen.get(mark.key) ?? 0) + 1
    seen.set(mark.key, count)
    return [{ ...mark, key: `${mark.key} ${count}` }]
  })
}

function toDragMark(element: SVGGraphicsElement): DragMark | undefined {
  const { drag: name = '', indices = [0, 1], track, label, tip } = readMark(element)
  const input = document.querySelector(`nb-input[name="${CSS.escape(name)}"]`)
  if (!(input instanceof InputElement) || !track) return undefined
  if (!fits(input, track, indices)) return undefined
  return { element, key: `${name} ${indices.join(' ')}`, input, track, indices, label, tip }
}

function fits(input: InputElement, track: Track, indices: readonly number[]): boolean {
  if (!Array.isArray(track)) return input.isSimplex
  // One share at a time: two would fix the third as well.
  if (input.isSimplex && track.length > 1) return false
  return track.every((_, k) => indices[k] in input.ranges)
}
