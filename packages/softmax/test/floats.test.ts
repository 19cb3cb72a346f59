import { describe, expect, it } from 'vitest'
import {
  emulatedLogSumExp,
  emulatedSoftmax,
  floatLimits,
  logSumExp,
  randomSource,
  roundTo,
  softmax,
} from '../src/index.ts'

describe('smaller formats', () => {
  it('hold what the standard says', () => {
    expect(floatLimits('float16')).toMatchObject({
      precision: 11,
      largest: 65504,
      smallest: 2 ** -24,
    })
    expect(floatLimits('float32')).toMatchObject({
      precision: 24,
      largest: (2 - 2 ** -23) * 2 ** 127,
      smallest: 2 ** -149,
    })
    expect(floatLimits('float64')).toMatchObject({
      largest: Number.MAX_VALUE,
      smallest: Number.MIN_VALUE,
    })
    expect(floatLimits('bfloat16')).toMatchObject({ precision: 8, largest: 3.3895313892515355e38 })
  })

  it('rounding to float32 is that of Math.fround, subnormals and overflow included', () => {
    const random = randomSource(2)
    const samples = Array.from(
      { length: 2000 },
      () => (random() - 0.5) * 2 ** (300 * random() - 160),
    )
    for (const x of [
      ...samples,
      1e39,
      -1e39,
      2 ** -150,
      2 ** -149 * 1.5,
      3.4028235677973366e38,
      0,
      -0,
      Infinity,
      NaN,
    ])
      expect(roundTo(x, 'float32')).toBe(Math.fround(x))
  })

  it('rounding to float16 takes every one of its numbers to itself and halfway points to the even one', () => {
    const all = Array.from({ length: 0x7c00 }, (_, bits) => decodeFloat16(bits))
    all.forEach((value, bits) => {
      expect(roundTo(value, 'float16')).toBe(value)
      expect(roundTo(-value, 'float16')).toBe(-value)
      if (bits + 1 < all.length)
        expect(roundTo((value + all[bits + 1]) / 2, 'float16')).toBe(
          all[bits % 2 === 0 ? bits : bits + 1],
        )
    })
    expect(roundTo(65519.99, 'float16')).toBe(65504)
    expect(roundTo(65520, 'float16')).toBe(Infinity)
  })

  it('without the shift, softmax overflows where e^z does: above 11 in float16, 88 in float32, 709 in float64', () => {
    for (const [format, last] of [
      ['float16', 11.0859375],
      ['float32', 88.72283172607422],
      ['float64', 709.782712893384],
    ] as const) {
      expect(emulatedSoftmax([last, 0], format, { shift: false })[0]).toBe(1)
      const past = roundTo(last * (1 + 2 ** -6), format)
      expect(emulatedSoftmax([past, 0], format, { shift: false })).toEqual([NaN, 0])
      expect(emulatedLogSumExp([past, 0], format, { shift: false })).toBe(Infinity)
      expect(emulatedSoftmax([past, 0], format)[0]).toBe(1)
      expect(emulatedLogSumExp([past, 0], format)).toBe(past)
    }
  })

  it('with the shift, each format is as near as its precision lets it be', () => {
    const z = [2, 1, 0.125, -3]
    for (const format of ['bfloat16', 'float16', 'float32', 'float64'] as const) {
      const unit = 2 ** -floatLimits(format).precision
      emulatedSoftmax(z, format).forEach((share, i) => {
        expect(Math.abs(share - softmax(z)[i])).toBeLessThanOrEqual(8 * unit * share)
        expect(roundTo(share, format)).toBe(share)
      })
      expect(Math.abs(emulatedLogSumExp(z, format) - logSumExp(z))).toBeLessThanOrEqual(8 * unit)
    }
  })
})

function decodeFloat16(bits: number): number {
  const exponent = bits >> 10
  const fraction = bits & 1023
  return exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25)
}
