import { powerOfTwo } from './internal/exponentialTable.ts'
import { checkNumber, spell } from './internal/check.ts'

/** The floating-point formats that can be emulated. */
export type FloatFormat = 'float16' | 'bfloat16' | 'float32' | 'float64'

/** What a binary format can hold. */
export interface FloatLimits {
  /** Bits of the significand, the leading one counted. */
  precision: number
  /** Exponent of the largest power of two. */
  maxExponent: number
  /** Exponent of the smallest normal power of two. */
  minExponent: number
  /** The largest finite number. */
  largest: number
  /** The smallest number above 0. */
  smallest: number
}

/** IEEE 754-2019, table 3.5; bfloat16 as float32 with 16 bits cut off. */
const SHAPES: Record<FloatFormat, readonly [precision: number, maxExponent: number]> = {
  float16: [11, 15],
  bfloat16: [8, 127],
  float32: [24, 127],
  float64: [53, 1023],
}

/**
 * What a format can hold.
 * @formula x_{\max} = 2^{e_{\max}} (2 - 2^{1-p}), \qquad x_{\min} = 2^{e_{\min} - p + 1}, \qquad e_{\min} = 1 - e_{\max}
 * @param format "float16", "bfloat16", "float32" or "float64"
 * @returns the precision p in bits, the exponents, the `largest` finite number and the `smallest` above 0
 * @throws RangeError when the format is another word
 * @source [IEEE 754-2019](https://doi.org/10.1109/IEEESTD.2019.8766229), section 3; bfloat16 is float32 without its last 16 bits
 * @accuracy exact
 * @example floatLimits('float16').largest // 65504
 */
export function floatLimits(format: FloatFormat): FloatLimits {
  const shape = Object.hasOwn(SHAPES, format) ? SHAPES[format] : undefined
  if (shape === undefined) {
    throw new RangeError(`invalid format: ${spell(format)}; give ${Object.keys(SHAPES).join(', ')}`)
  }
  const [precision, maxExponent] = shape
  const minExponent = 1 - maxExponent
  const largest = powerOfTwo(maxExponent) * (2 - powerOfTwo(1 - precision))
  return {
    precision,
    maxExponent,
    minExponent,
    largest,
    smallest: powerOfTwo(minExponent - precision + 1),
  }
}

/**
 * The nearest number of a format, ties to even: what a value becomes when it is stored.
 * @formula \operatorname{fl}(x) = \operatorname*{argmin}_{y \in \mathbb{F}} | x - y |
 * @param x any double
 * @param format "float16", "bfloat16", "float32" or "float64"
 * @returns a double that the format holds; ±Infinity from halfway above its largest on
 * @throws RangeError when the format is another word
 * @throws TypeError when x is not a number
 * @source [IEEE 754-2019](https://doi.org/10.1109/IEEESTD.2019.8766229), roundTiesToEven
 * @accuracy exact
 * @example roundTo(65520, 'float16') // Infinity
 */
export function roundTo(x: number, format: FloatFormat): number {
  checkNumber('x', x)
  const { minExponent, largest, smallest } = floatLimits(format)
  if (format === 'float64' || x === 0 || !Number.isFinite(x)) return x
  const spacing = spacingAt(Math.abs(x), minExponent, smallest)
  const rounded = toEven(Math.abs(x) / spacing) * spacing
  return Math.sign(x) * (rounded > largest ? Infinity : rounded)
}

function spacingAt(x: number, minExponent: number, smallest: number): number {
  let spacing = smallest
  let limit = powerOfTwo(minExponent + 1)
  while (x >= limit && limit < Infinity) {
    spacing *= 2
    limit *= 2
  }
  return spacing
}

/** Below 2^52, adding 2^52 rounds to an integer, ties to even. */
function toEven(x: number): number {
  return x < 4503599627370496 ? x + 4503599627370496 - 4503599627370496 : x
}
