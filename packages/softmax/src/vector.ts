import { spell } from './internal/check.ts'

/** Numbers to read: a plain array, a typed array, or anything that can be iterated once. */
export type Vector = readonly number[] | Float64Array | Float32Array | Iterable<number>

/** Somewhere to write numbers to. */
export type Out = number[] | Float64Array | Float32Array

/** The one option that every function with a vector as its answer takes. */
export interface OutOption<O extends Out = number[]> {
  /** Filled and returned in place of a new array; as long as the answer. */
  out?: O
}

/** Reads numbers once, as doubles. A Float64Array is handed back as it is: read it, never write to it. */
export function toFloat64(values: Vector, name: string): Float64Array {
  return values instanceof Float64Array
    ? values
    : read(values, name, (length) => new Float64Array(length))
}

/**
 * The same, into room that is used again by the next call: for functions that read one vector and are
 * done with it before anything else is read. For ten scores this is a third of the time.
 */
export function borrowFloat64(values: Vector, name: string): Float64Array {
  return values instanceof Float64Array ? values : read(values, name, borrow)
}

const BORROWED: Float64Array[] = []

function borrow(length: number): Float64Array {
  if (length > 256) return new Float64Array(length)
  return (BORROWED[length] ??= new Float64Array(length))
}

function read(values: Vector, name: string, room: (length: number) => Float64Array): Float64Array {
  if (values instanceof Float32Array) return copy(values, room(values.length))
  const list = Array.isArray(values) ? (values as readonly number[]) : collect(values, name)
  const numbers = room(list.length)
  for (let i = 0; i < list.length; i++) {
    const value: unknown = list[i]
    if (typeof value !== 'number') throw notANumber(`${name}[${i}]`, value)
    numbers[i] = value
  }
  return numbers
}

function copy(values: Float32Array, room: Float64Array): Float64Array {
  for (let i = 0; i < values.length; i++) room[i] = values[i]
  return room
}

/** Hands the answer over in the form asked for: `out` filled, or else a plain array. */
export function deliver<O extends Out>(answer: Float64Array, out: O | undefined): O {
  if (out === undefined) return Array.from(answer) as O
  checkOut(out, answer.length)
  for (let i = 0; i < answer.length; i++) out[i] = answer[i]
  return out
}

/** `out` must fit before anything is written to it. */
export function checkOut(out: Out, length: number): void {
  if (out.length === length) return
  throw new RangeError(`invalid out: length ${out.length}, but the answer has length ${length}`)
}

function collect(values: Iterable<number>, name: string): number[] {
  const isIterable = typeof values === 'object' && values !== null && Symbol.iterator in values
  if (isIterable) return [...values]
  throw new TypeError(
    `invalid ${name}: ${spell(values)}; give an array or another iterable of numbers`,
  )
}

function notANumber(name: string, value: unknown): TypeError {
  return new TypeError(
    `invalid ${name}: ${spell(value)} is not a number; convert it with Number(…) first`,
  )
}
