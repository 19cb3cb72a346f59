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
  if (values instanceof Float64Array) return values
  if (values instanceof Float32Array) return Float64Array.from(values)
  const list = Array.isArray(values) ? (values as readonly number[]) : collect(values, name)
  const read = new Float64Array(list.length)
  for (let i = 0; i < list.length; i++) {
    const value: unknown = list[i]
    if (typeof value !== 'number') throw notANumber(`${name}[${i}]`, value)
    read[i] = value
  }
  return read
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
  throw new TypeError(`invalid ${name}: ${String(values)}; give an array or another iterable of numbers`)
}

function notANumber(name: string, value: unknown): TypeError {
  return new TypeError(`invalid ${name}: ${JSON.stringify(value) ?? String(value)} is not a number; convert it with Number(…) first`)
}
