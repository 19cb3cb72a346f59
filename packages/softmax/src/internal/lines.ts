import type { FlatArray, RowOptions } from '../rows.ts'
import { checkOut, deliver, type Out } from '../vector.ts'
import { readLayout, readLine, type Layout } from './layout.ts'

/** Writes the answer of line number l; it must not throw, since `out` may have been written to. */
export type FillLine = (line: Float64Array, answer: Float64Array, l: number) => void

/** Where the lines are read from, and where their answers go. */
export interface Lines<O extends Out = Out> {
  layout: Layout
  source: FlatArray
  out: O
}

/** Lines that can be read and written where they lie. */
export interface DoubleLines extends Lines<Float64Array> {
  source: Float64Array
}

/** Reads the shape and checks that the array and `out` have it. */
export function readLines<O extends Out>(
  data: FlatArray,
  name: string,
  options: RowOptions<O>,
): Lines<O> {
  const layout = readLayout(data, name, options)
  const out = (options.out ?? new Float64Array(data.length)) as O
  checkOut(out, data.length)
  return { layout, source: apartFrom(out, data), out }
}

/**
 * A vector for each line, written where the line was or, in `out`, to the same place. Short lines, and those
 * that lie apart or are no doubles, are copied one at a time, into room that the next one takes again.
 */
export function mapLines<O extends Out>(lines: Lines<O>, fill: FillLine): O {
  const { layout, source, out } = lines
  if (isLong(layout) && isDoubles(source) && isDoubles(out) && isApart(out, source)) {
    for (let l = 0; l < layout.count; l++)
      fill(viewLine(source, layout, l), viewLine(out, layout, l), l)
    return out
  }
  const line = new Float64Array(layout.length)
  const answer = new Float64Array(layout.length)
  for (let l = 0; l < layout.count; l++) {
    readLine(source, layout, l, line)
    fill(line, answer, l)
    writeLine(answer, layout, l, out)
  }
  return out
}

/** From so many numbers on, a view of a line costs less than a copy. */
const LONG = 64

function isLong({ length, step }: Layout): boolean {
  return step === 1 && length >= LONG
}

function viewLine(doubles: Float64Array, { apart, length }: Layout, l: number): Float64Array {
  return doubles.subarray(l * apart, l * apart + length)
}

/** A number for each line, in the order of the lines. Nothing is written to `out` before all are there. */
export function foldLines<O extends Out>(
  data: FlatArray,
  name: string,
  options: RowOptions<O>,
  fold: (line: Float64Array, l: number) => number,
): O {
  const layout = readLayout(data, name, options)
  if (options.out !== undefined) checkOut(options.out, layout.count)
  const read = lineReader(data, layout)
  const answer = new Float64Array(layout.count)
  let l = 0
  try {
    for (; l < layout.count; l++) answer[l] = fold(read(l), l)
  } catch (error) {
    // What is refused in a line is told with the line.
    if (error instanceof Error) error.message += ` (${layout.word} ${l})`
    throw error
  }
  return options.out === undefined ? (answer as Out as O) : deliver(answer, options.out)
}

/** Hands out one line at a time: a view where it can, or else a copy, in room that the next one takes again. */
export function lineReader(data: FlatArray, layout: Layout): (l: number) => Float64Array {
  if (isLong(layout) && isDoubles(data)) return (l) => viewLine(data, layout, l)
  const line = new Float64Array(layout.length)
  return (l) => {
    readLine(data, layout, l, line)
    return line
  }
}

function writeLine(answer: Float64Array, layout: Layout, l: number, out: Out): void {
  const { length, step, apart } = layout
  for (let k = 0, at = l * apart; k < length; k++, at += step) out[at] = answer[k]
}

/** What the quick loops over rows take. */
export function isDoubles(numbers: unknown): numbers is Float64Array {
  return numbers instanceof Float64Array
}

/** The numbers, or a copy of them where `out` lies over the same memory in other places. */
export function apartFrom(out: Out, data: FlatArray): FlatArray {
  if (Array.isArray(out) || !ArrayBuffer.isView(data) || out.buffer !== data.buffer) return data
  const inPlace = out.byteOffset === data.byteOffset && out.constructor === data.constructor
  return inPlace ? data : Float64Array.from(data)
}

/** Whether numbers can be written while others are still read. */
export function isApart(out: Float64Array, data: Float64Array): boolean {
  return out.buffer !== data.buffer
}
