/**
 * Types only, loaded by path (see `scope.ts`): the names that the kernel gives to every cell, and
 * how it passes values from cell to cell. Names that the type checker adds to an author's module
 * begin with `$`.
 */

/** The type that other cells see: promises are awaited, generators give what they yield. */
type Followed<T> = 0 extends 1 & T
  ? T
  : T extends PromiseLike<unknown>
    ? Followed<Awaited<T>>
    : // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a generator's next may take any values
      T extends { next: (...values: any) => infer Step; return: (...values: any) => unknown }
      ? Yielded<Awaited<Step>>
      : T

type Yielded<Step> = Step extends { done?: false; value: infer Value } ? Awaited<Value> : never

/** Keeps literal types: `const n = 1` has the same type in another cell as in its own. */
export declare function $followed<T>(value: T): Followed<T>

/** Requires an expression to have a type. */
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
