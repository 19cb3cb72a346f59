import { spell } from './internal/check.ts'
import { toFloat64, type Vector } from './vector.ts'

/** What a score vector is compared with: the index of one class, or a number for each class. */
export type Target = number | Vector

/** Reads a target for n classes: an index that is within them, or n finite numbers. */
export function toTarget(target: Target, n: number): number | Float64Array {
  if (typeof target === 'number') return checkLabel('target', target, n)
  const y = toFloat64(target, 'target')
  checkSameLength('target', y, n)
  const bad = y.findIndex((value) => !Number.isFinite(value))
  if (bad >= 0) throw new RangeError(`invalid target[${bad}]: ${y[bad]}; it must be finite`)
  return y
}

/** A class index from 0 to n − 1. */
export function checkLabel(name: string, label: number, n: number): number {
  if (typeof label !== 'number')
    throw new TypeError(`invalid ${name}: ${spell(label)} is not a number; give a class index`)
  if (isLabel(label, n)) return label
  throw new RangeError(
    `invalid ${name}: ${label}; a class index is a whole number from 0 to ${n - 1}`,
  )
}

/** Whether it is a class index from 0 to n − 1. */
export function isLabel(label: number, n: number): boolean {
  return Number.isInteger(label) && label >= 0 && label < n
}

/** Two vectors that go together are of one length. */
export function checkSameLength(name: string, values: ArrayLike<number>, length: number): void {
  if (values.length === length) return
  throw new RangeError(`invalid ${name}: length ${values.length}, but ${length} numbers go with it`)
}
