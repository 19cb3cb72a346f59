/**
 * Numbers that know their slope (forward automatic differentiation). Each derivative being taken has a tag;
 * inner ones have larger tags, so derivatives of derivatives do not mix.
 */
export type Num = number | Leaf | Dual
export type Dual = { readonly tag: number; readonly value: Num; readonly slope: Num }

/** A number with more than a double knows, such as a bound for its error: it does its own arithmetic. */
export type Leaf = {
  readonly tag: 0
  readonly value: number
  /** How far rounding may have moved it. */
  readonly error: number
  /** 0 where rounding may have changed it. */
  readonly sign: number
  readonly apply: (operation: Operation, a: Num, b?: Num) => Leaf
}

/** Functions of one number. */
export type Builtin =
  'exp' | 'log' | 'sinh' | 'cosh' | 'sin' | 'cos' | 'sqrt' | 'tanh' | 'abs' | 'floor' | 'ceil'

export type Operation = 'add' | 'subtract' | 'multiply' | 'divide' | 'power' | Builtin

/** Which side of a kink slopes are taken from, and whether one was met: a slope that minds has no value. */
export const kinks = { last: false, met: false }

const tagOf = (a: Num): number => (typeof a === 'number' ? 0 : a.tag)
const isDual = (a: Num): a is Dual => typeof a !== 'number' && a.tag !== 0
const valueAt = (a: Num, tag: number): Num => (isDual(a) && a.tag === tag ? a.value : a)
const leafOf = (a: Num, b: Num): Leaf => (typeof a === 'number' ? b : a) as Leaf

/** The slope of `a` for the derivative `tag`. */
export const slopeOf = (a: Num, tag: number): Num => (isDual(a) && a.tag === tag ? a.slope : 0)

/** The number itself, without slopes. */
export function primal(a: Num): number {
  while (typeof a !== 'number') a = a.value
  return a
}

/** The number without slopes, with all that it knows of itself. */
export function bare(a: Num): number | Leaf {
  while (isDual(a)) a = a.value
  return a
}

/** `a` moved along the derivative `tag`. */
export const perturb = (a: Num, tag: number): Num => ({ tag, value: a, slope: 1 })

type Binary = (a: Num, b: Num) => Num
type Slope = (a: Num, b: Num, da: Num, db: Num) => Num

/** A function of two numbers from its value and its two slopes. */
const binary = (name: Operation, plain: (a: number, b: number) => number, slope: Slope): Binary => {
  const apply: Binary = (a, b) => {
    if (typeof a === 'number' && typeof b === 'number') return plain(a, b)
    const tag = Math.max(tagOf(a), tagOf(b))
    if (tag === 0) return leafOf(a, b).apply(name, a, b)
    const [x, y] = [valueAt(a, tag), valueAt(b, tag)]
    return { tag, value: apply(x, y), slope: slope(x, y, slopeOf(a, tag), slopeOf(b, tag)) }
  }
  return apply
}

export const add = binary(
  'add',
  (a, b) => a + b,
  (_, __, da, db) => add(da, db),
)
export const subtract = binary(
  'subtract',
  (a, b) => a - b,
  (_, __, da, db) => subtract(da, db),
)
export const multiply: Binary = binary(
  'multiply',
  (a, b) => a * b,
  (a, b, da, db) => add(multiply(da, b), multiply(a, db)),
)
export const divide: Binary = binary(
  'divide',
  (a, b) => a / b,
  (a, b, da, db) => divide(subtract(da, multiply(divide(a, b), db)), b),
)

/** Above 0 where the first is larger; 0 at a tie. */
const order = (a: Num, b: Num): number => primal(subtract(a, b))

/** The larger or the smaller of two. At a tie both slopes may be meant: the first, or where `kinks` says so, the last. */
const select =
  (sign: number): Binary =>
  (a, b) => {
    const found = sign * order(a, b)
    if (found === 0) kinks.met ||= isDual(a) || isDual(b)
    return found < 0 || (found === 0 && kinks.last) ? b : a
  }
export const max = select(1)
export const min = select(-1)

type Unary = (a: Num) => Num

/** Applies a function of one number, which `Math` has by the same name. */
export function call(name: Builtin, a: Num): Num {
  if (typeof a === 'number') return Math[name](a)
  if (!isDual(a)) return a.apply(name, a)
  return {
    tag: a.tag,
    value: call(name, a.value),
    slope: multiply(SLOPES[name](a.value), a.slope),
  }
}

/** Between its steps it does not change, and at a step it has no slope. */
const noSlope: Unary = (a) => (Number.isInteger(primal(a)) ? NaN : 0)

const SLOPES: Readonly<Record<Builtin, Unary>> = {
  exp: (a) => call('exp', a),
  log: (a) => divide(1, a),
  sinh: (a) => call('cosh', a),
  cosh: (a) => call('sinh', a),
  sin: (a) => call('cos', a),
  cos: (a) => multiply(-1, call('sin', a)),
  sqrt: (a) => divide(0.5, call('sqrt', a)),
  tanh: (a) => subtract(1, multiply(call('tanh', a), call('tanh', a))),
  abs: signOf,
  floor: noSlope,
  ceil: noSlope,
}

function signOf(a: Num): number {
  const sign = Math.sign(order(a, 0))
  if (sign === 0) kinks.met = true
  return sign || (kinks.last ? -1 : 1)
}

/** A fixed exponent needs no logarithm of the base, so the base may be negative; and where it is 0 nothing moves. */
export const power: Binary = binary(
  'power',
  (a, b) => a ** b,
  (a, b, da, db) => {
    const moves = da !== 0 && (isDual(b) || primal(b) !== 0)
    const byBase = moves ? multiply(multiply(b, power(a, subtract(b, 1))), da) : 0
    return db === 0 ? byBase : add(byBase, multiply(multiply(power(a, b), call('log', a)), db))
  },
)
