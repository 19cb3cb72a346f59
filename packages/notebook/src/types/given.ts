/**
 * Types alone: what the kernel gives to every cell, and how it hands values from cell to cell. What the checker writes round
 * an author's code begins with a `$` there.
 */

/** What other cells see of a value: promises are awaited, generators followed. */
type Followed<T> = 0 extends 1 & T
  ? T
  : T extends PromiseLike<unknown>
    ? Followed<Awaited<T>>
    : T extends { next: (...values: any) => infer Step; return: (...values: any) => unknown }
      ? Yielded<Awaited<Step>>
      : T

type Yielded<Step> = Step extends { done?: false; value: infer Value } ? Awaited<Value> : never

/** A literal comes out as wide or narrow as it went in: `const n = 1` of one cell is what it would be within another. */
export declare function $followed<T>(value: T): Followed<T>

/** Takes an expression that must be of a type. */
export declare function $expect<T>(value: T): void

/** What a derivation can be evaluated at. */
export type Vector = readonly number[] | Float32Array | Float64Array
export type Matrix = readonly Vector[]

/** What a formula comes to: a number, a vector, a matrix. */
export type Value = number | readonly Value[]

export declare const width: number
export declare const invalidation: Promise<void>
export declare function display<T>(value: T): T
export declare function random(): number
