import type { FlatArray, RowShape } from '../rows.ts'
import { checkRoom, spell } from './check.ts'

/** Rows or columns of a flat array as lines: number k of line l stands at l · apart + k · step. */
export interface Layout {
  /** How many lines there are. */
  count: number
  /** How many numbers are in each. */
  length: number
  step: number
  apart: number
  /** What a line is called: "row" or "column". */
  word: 'row' | 'column'
}

/** Reads a shape, and throws unless it is one and the array is as long as it says. */
export function readLayout(data: FlatArray, name: string, shape: RowShape): Layout {
  const { rows, columns, stride = columns, axis = 1 } = shape ?? {}
  checkWhole('rows', rows, 0)
  checkWhole('columns', columns, 0)
  checkWhole('stride', stride, columns)
  if (rows === 0) checkEmpty('columns', columns)
  if (columns === 0) checkEmpty('rows', rows)
  if (axis !== 0 && axis !== 1)
    throw new RangeError(`invalid axis: ${spell(axis)}; give 1 (along rows) or 0 (along columns)`)
  const layout: Layout =
    axis === 1
      ? { count: rows, length: columns, step: 1, apart: stride, word: 'row' }
      : { count: columns, length: rows, step: stride, apart: 1, word: 'column' }
  checkFlat(data, name)
  checkLength(data, name, shape)
  if (Array.isArray(data)) checkNumbers(data, name, layout)
  return layout
}

function checkWhole(name: string, value: number, least: number): void {
  if (Number.isInteger(value) && value >= least) return
  throw new RangeError(`invalid ${name}: ${spell(value)}; give a whole number from ${least} up`)
}

/** Rows and columns that hold no number are held by no array, and so by no array's length either. */
const MOST_EMPTY = 33554432

function checkEmpty(name: 'rows' | 'columns', value: number): void {
  const other = name === 'rows' ? 'columns' : 'rows'
  checkRoom(name, value, MOST_EMPTY, `they are empty, since there are no ${other}`)
}

function checkFlat(data: unknown, name: string): void {
  const isFlat = Array.isArray(data) || (ArrayBuffer.isView(data) && 'length' in data)
  if (isFlat && !(data instanceof BigInt64Array || data instanceof BigUint64Array)) return
  const shown = isFlat ? 'an array of bigints' : spell(data)
  throw new TypeError(`invalid ${name}: ${shown}; give an array or a typed array of numbers`)
}

/** Without a stride the numbers must be just as many; with one there may be more behind them. */
function checkLength(data: FlatArray, name: string, { rows, columns, stride }: RowShape): void {
  const least = rows === 0 ? 0 : (rows - 1) * (stride ?? columns) + columns
  if (stride === undefined ? data.length === least : data.length >= least) return
  if (Array.isArray(data[0])) throw new TypeError(`invalid ${name}[0]: a list; ${FLATTEN}`)
  const apart = stride === undefined ? '' : `, ${stride} apart,`
  throw new RangeError(
    `invalid ${name}: length ${data.length}, but ${rows} × ${columns}${apart} take ${least}`,
  )
}

const FLATTEN = 'lay the rows one after the other, as in rows.flat()'

function checkNumbers(data: readonly unknown[], name: string, layout: Layout): void {
  forEachPlace(layout, (at) => {
    const value = data[at]
    if (typeof value === 'number') return
    const cure = Array.isArray(value) ? FLATTEN : 'convert it with Number(…) first'
    throw new TypeError(`invalid ${name}[${at}]: ${spell(value)} is not a number; ${cure}`)
  })
}

/** Calls with the place in the array of each number of each line. */
export function forEachPlace(
  { count, length, step, apart }: Layout,
  visit: (at: number) => void,
): void {
  for (let l = 0; l < count; l++)
    for (let k = 0, at = l * apart; k < length; k++, at += step) visit(at)
}

/** Copies line l into room for one. */
export function readLine(data: FlatArray, layout: Layout, l: number, line: Float64Array): void {
  const { length, step, apart } = layout
  for (let k = 0, at = l * apart; k < length; k++, at += step) line[k] = data[at]
}

/** The options that say how rows lie and where the answer goes. */
export const ROW_OPTIONS = ['rows', 'columns', 'stride', 'axis', 'out'] as const

/** Throws where lines are empty, for functions that need one number at least. */
export function checkLineLength(name: string, { count, length, word }: Layout): void {
  if (length > 0 || count === 0) return
  throw new RangeError(`invalid ${name}: a ${word} of length 0; give at least one score in each`)
}

/** Throws at the first number that is NaN or +Infinity, for functions that have no limit there. */
export function checkBelowInfinity(name: string, data: FlatArray, layout: Layout): void {
  forEachPlace(layout, (at) => {
    if (data[at] < Infinity) return
    throw new RangeError(`invalid ${name}[${at}]: ${data[at]}; it must be finite, or −Infinity`)
  })
}

/** Throws at the first number that is not finite. */
export function checkFinite(name: string, data: FlatArray, layout: Layout): void {
  forEachPlace(layout, (at) => {
    if (Number.isFinite(data[at])) return
    throw new RangeError(`invalid ${name}[${at}]: ${data[at]}; it must be finite`)
  })
}
