import { powerOfTwo } from './exponentialTable.ts'

const LARGE = /* @__PURE__ */ powerOfTwo(960)
const UP = /* @__PURE__ */ powerOfTwo(62)
const DOWN = /* @__PURE__ */ powerOfTwo(-62)

/**
 * Numbers near the largest double at 2^-62 of their size, and the factor that brings them back: differences and sums of
 * them are then doubles. Others stay as they are.
 */
export function scaledDown(values: Float64Array): { scaled: Float64Array; up: number } {
  if (values.every((value) => Math.abs(value) < LARGE)) return { scaled: values, up: 1 }
  return { scaled: values.map((value) => value * DOWN), up: UP }
}
