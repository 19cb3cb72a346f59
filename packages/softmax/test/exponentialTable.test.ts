import { describe, expect, it } from 'vitest'
import * as table from '../src/internal/exponentialTable.ts'
import { fixed, logarithm } from './oracle.ts'

const ONE = fixed(1)

/** The nearest double, for magnitudes that are ordinary. */
const toDouble = (value: bigint): number => Number((value << 64n) / ONE) / 2 ** 64

describe('the table of exponentials', () => {
  const step = logarithm(2n * ONE) / 128n

  it('has 128 steps from 1 to 2, whose width is log 2 / 128 in two parts', () => {
    expect(table.STEPS_PER_UNIT).toBe(toDouble((ONE * ONE) / step))
    expect(table.STEP * 2 ** 39).toBe(Math.floor(toDouble(step) * 2 ** 39))
    const rest = (step - fixed(table.STEP)) * 2n ** 60n
    expect(table.STEP_REST).toBe(toDouble(rest) / 2 ** 60)
  })

  it('has the powers of two, HEADROOM times too large', () => {
    for (const exponent of [-1174, -1022, -1, 0, 1, 100])
      expect(table.SCALES[table.SCALE_ORIGIN + exponent]).toBe(
        table.HEADROOM * 2 ** Math.max(exponent, -1000) * 2 ** Math.min(0, exponent + 1000),
      )
  })
})
