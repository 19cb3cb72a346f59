/**
 * Numbers that know their slope (forward automatic differentiation). Each derivative being taken has a tag;
 * inner ones have larger tags, so derivatives of derivatives do not mix.
 */
export type Num = number | Dual
export type Dual = { readonly tag: number; readonly value: Num; readonly slope: Num }

const tagOf = (a: Num): number => (typeof a === 'number' ? 0 : a.tag)
const valueAt = (a: Num, tag: number): Num => (typeof a !== 'number' && a.tag === tag ? a.value : a)

/** The slope of `a` for the derivative `tag`. */
export const slopeOf = (a: Num, tag: number): Num =>
  typeof a !== 'number' && a.tag === tag ? a.slope : 0

/** The number itself, without slopes. */
export function primal(a: Num): number {
  while (typeof a !== 'number') a = a.value
  return a
}

/** `a` moved along the derivative `tag`. */
export const perturb = (a: Num, tag: number): Num => ({ tag, value: a, slope: 1 })

type Binary = (a: Num, b: Num) => Num

/** A function of two numbers from its value and its two slopes. */
const binary = (
  plain: (a: number, b: number) => number,
  slope: (a: Num, b: Num, da: Num, db: Num) => Num,
): Binary => {
  const apply: Binary = (a, b) => {
    if (typeof a === 'number' && typeof b === 'number') return plain(a, b)
    const tag = Math.max(tagOf(a), tagOf(b))
    const [x, y] = [valueAt(a, tag), valueAt(b, tag)]
    return { tag, value: apply(x, y), slope: slope(x, y, slopeOf(a, tag), slopeOf(b, tag)) }
  }
  return apply
}

export const add = binary(
  (a, b) => a + b,
  (_, __, da, db) => add(da, db),
)
const subtract = binary(
  (a, b) => a - b,
  (_, __, da, db) => subtract(da, db),
)
export const multiply: Binary = binary(
  (a, b) => a * b,
  (a, b, da, db) => add(multiply(da, b), multiply(a, db)),
)
export const divide: Binary = binary(
  (a, b) => a / b,
  (a, b, da, db) => divide(subtract(da, multiply(divide(a, b), db)), b),
)
/** The larger or the smaller of two, with the slope of the one taken; at a tie that of the first. */
const select =
  (first: (a: number, b: number) => boolean): Binary =>
  (a, b) =>
    first(primal(a), primal(b)) ? a : b
export const max = select((a, b) => !(a < b))
export const min = select((a, b) => !(a > b))

type Unary = (a: Num) => Num

const unary = (plain: (a: number) => number, slope: Unary): Unary => {
  const apply: Unary = (a) =>
    typeof a === 'number'
      ? plain(a)
      : { tag: a.tag, value: apply(a.value), slope: multiply(slope(a.value), a.slope) }
  return apply
}

const exp: Unary = unary(Math.exp, (a) => exp(a))
const log: Unary = unary(Math.log, (a) => divide(1, a))
const sinh: Unary = unary(Math.sinh, (a) => cosh(a))
const cosh: Unary = unary(Math.cosh, (a) => sinh(a))
const sin: Unary = unary(Math.sin, (a) => cos(a))
const cos: Unary = unary(Math.cos, (a) => multiply(-1, sin(a)))
const sqrt: Unary = unary(Math.sqrt, (a) => divide(0.5, sqrt(a)))
const tanh: Unary = unary(Math.tanh, (a) => subtract(1, multiply(tanh(a), tanh(a))))
const abs: Unary = unary(Math.abs, (a) => Math.sign(primal(a)))

export const FUNCTIONS: Readonly<Record<string, Unary>> = {
  exp,
  log,
  sinh,
  cosh,
  sin,
  cos,
  sqrt,
  tanh,
  abs,
}

/** A fixed exponent needs no logarithm of the base, so the base may be negative. */
export function power(base: Num, exponent: Num): Num {
  if (typeof exponent !== 'number') return exp(multiply(exponent, log(base)))
  if (typeof base === 'number') return base ** exponent
  const slope =
    exponent === 0 ? 0 : multiply(multiply(exponent, power(base.value, exponent - 1)), base.slope)
  return { tag: base.tag, value: power(base.value, exponent), slope }
}
