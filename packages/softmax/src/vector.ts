import { isList, spell } from './internal/check.ts'

/** Numbers to read: a plain array, a typed array, or anything that can be iterated once. */
export type Vector = readonly number[] | Float64Array | Float32Array | Iterable<number>

/** Somewhere to write numbers to. */
export type Out = number[] | Float64Array | Float32Array

/** The one option that every function with a vector as its answer takes. */
export interface OutOption<O extends Out = number[]> {
  /** Filled and returned in place of a new array; as long as the answer. A Float32Array rounds to its own numbers. */
  out?: O
}

/** Reads numbers once, as doubles. A Float64Array is handed back as it is: read it, never write to it. */
export function toFloat64(values: Vector, name: string): Float64Array {
  if (values instanceof Float64Array) return values
  return read(values, name, (length) => new Float64Array(length))
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

/** `out` must be able to hold the answer before anything is written to it. */
export function checkOut(out: Out, length: number): void {
  if (!(out instanceof Float64Array)) checkKindOfOut(out)
  if (out.length === length) return
  throw new RangeError(`invalid out: length ${out.length}, but the answer has length ${length}`)
}

/** By their names, which arrays of other realms share. */
function checkKindOfOut(out: unknown): void {
  if (Array.isArray(out)) {
    if (Object.isFrozen(out)) throw new TypeError('invalid out: the array is frozen; give another')
    return
  }
  const kind = Object.prototype.toString.call(out).slice(8, -1)
  if (/^Float\d/.test(kind)) return
  const shown = ArrayBuffer.isView(out) ? `${kind} cannot hold fractions` : spell(out)
  throw new TypeError(`invalid out: ${shown}; give an array, a Float64Array or a Float32Array`)
}

/**
 * The numbers, or a copy of them where `out` lies over the same memory in other places: for functions
 * that still read while they write.
 */
export function apartFrom(out: Out, values: Float64Array): Float64Array {
  if (Array.isArray(out) || out.buffer !== values.buffer) return values
  const inPlace = out.byteOffset === values.byteOffset && out instanceof Float64Array
  return inPlace ? values : values.slice()
}

function collect(values: Iterable<number>, name: string): number[] {
  const isIterable = typeof values === 'object' && values !== null && Symbol.iterator in values
  if (isIterable) return [...values]
  throw new TypeError(
    `invalid ${name}: ${spell(values)}; give an array or another iterable of numbers`,
  )
}

function notANumber(name: string, value: unknown): TypeError {
  const cure = isList(value)
    ? 'is a list, not a number; give one row at a time, as in rows.map((row) => …)'
    : 'is not a number; convert it with Number(…) first'
  return new TypeError(`invalid ${name}: ${spell(value)} ${cure}`)
}
