import type { Leaf, Num, Operation } from './dual.ts'

/** Half a unit in the last place of 1, doubled: what one operation may be off by, relative to its result. */
const EPS = 2 ** -52
/** log 2 in two parts: the first has so few digits that its whole multiples are exact. */
const LN2_HIGH = 6.9314718036912381649e-1
const LN2_LOW = 1.90821492927058770002e-10

/**
 * A number `mantissa · 2^exponent`, which no exponential overflows, with a bound for what rounding has made of it
 * (running error analysis: Wilkinson 1963; Higham, Accuracy and Stability of Numerical Algorithms, 3.3).
 */
export class Rough implements Leaf {
  readonly tag = 0
  readonly mantissa: number
  readonly exponent: number
  /** The bound, times the same power of two; infinite where nothing is known. */
  readonly bound: number

  constructor(mantissa: number, bound: number, exponent = 0) {
    const known = Number.isNaN(bound) ? Infinity : bound
    const size = Math.max(Math.abs(mantissa), Number.isFinite(known) ? known : 0)
    const shift = size > 0 && Number.isFinite(size) ? Math.floor(Math.log2(size)) : 0
    this.mantissa = scale(mantissa, -shift)
    this.bound = scale(known, -shift)
    this.exponent = size > 0 ? exponent + shift : 0
  }

  /** As a double; too large for one, it is infinite; too small, the smallest that is not 0. */
  get value(): number {
    const value = scale(this.mantissa, this.exponent)
    return value === 0 ? Math.sign(this.mantissa) * Number.MIN_VALUE : value
  }

  /** How far rounding may have moved it. */
  get error(): number {
    return scale(this.bound, this.exponent)
  }

  /** Of a number that is too small or too large for a double too. */
  get sign(): number {
    return Math.abs(this.mantissa) <= this.bound ? 0 : Math.sign(this.mantissa)
  }

  apply(operation: Operation, a: Num, b?: Num): Rough {
    return OPERATIONS[operation](toRough(a), toRough(b ?? 0))
  }
}

/** `x · 2^n`, in steps that do not overflow before the result does. */
function scale(x: number, n: number): number {
  if (n > 1000)
    return Number.isFinite(x) && x !== 0 && n < 5000
      ? scale(x * 2 ** 1000, n - 1000)
      : x * Infinity || x
  if (n < -1000) return n > -5000 ? scale(x * 2 ** -1000, n + 1000) : x * 0
  return x * 2 ** n
}

/** A number as it is given: whole ones are exact, others rounded once. */
export function toRough(a: Num): Rough {
  if (a instanceof Rough) return a
  if (typeof a !== 'number') throw new TypeError('a number without slopes was expected')
  return new Rough(a, Number.isInteger(a) ? 0 : (Math.abs(a) * EPS) / 2)
}

const NOTHING = new Rough(NaN, Infinity)

/** The result of whole numbers without error, where it is one that a double holds. */
function exact(a: Rough, b: Rough, result: (x: number, y: number) => number): Rough | undefined {
  if (a.bound !== 0 || b.bound !== 0 || a.exponent > 53 || b.exponent > 53) return undefined
  const [x, y] = [a.value, b.value]
  const value = result(x, y)
  return Number.isInteger(x) && Number.isInteger(y) && Number.isSafeInteger(value)
    ? new Rough(value, 0)
    : undefined
}

function add(a: Rough, b: Rough): Rough {
  return exact(a, b, (x, y) => x + y) ?? sum(a, b)
}

function sum(a: Rough, b: Rough): Rough {
  const exponent = Math.max(
    a.mantissa || a.bound ? a.exponent : -Infinity,
    b.mantissa || b.bound ? b.exponent : -Infinity,
  )
  if (exponent === -Infinity) return new Rough(0, 0)
  const [x, y] = [a, b].map((it) => scale(it.mantissa, it.exponent - exponent)) as [number, number]
  const [dx, dy] = [a, b].map((it) => scale(it.bound, it.exponent - exponent)) as [number, number]
  return new Rough(x + y, dx + dy + EPS * Math.abs(x + y), exponent)
}

const negate = (a: Rough): Rough => new Rough(-a.mantissa, a.bound, a.exponent)

function multiply(a: Rough, b: Rough): Rough {
  if (isNought(a) && Number.isFinite(b.mantissa)) return a
  if (isNought(b) && Number.isFinite(a.mantissa)) return b
  const whole = exact(a, b, (x, y) => x * y)
  if (whole) return whole
  const [x, y] = [Math.abs(a.mantissa), Math.abs(b.mantissa)]
  return new Rough(
    a.mantissa * b.mantissa,
    x * b.bound + y * a.bound + a.bound * b.bound + EPS * x * y,
    a.exponent + b.exponent,
  )
}

/** Exactly 0: whatever rounding does, nothing comes of it. */
const isNought = (a: Rough): boolean => a.mantissa === 0 && a.bound === 0

function divide(a: Rough, b: Rough): Rough {
  if (isNought(b) || Number.isNaN(b.mantissa)) return NOTHING
  const whole = exact(a, b, (x, y) => x / y)
  if (whole) return whole
  const room = Math.abs(b.mantissa) - b.bound
  const quotient = a.mantissa / b.mantissa
  if (!(room > 0)) return new Rough(Number.isFinite(quotient) ? quotient : 0, Infinity)
  const bound = (a.bound + Math.abs(quotient) * b.bound) / room + EPS * Math.abs(quotient)
  return new Rough(quotient, bound, a.exponent - b.exponent)
}

function exp(a: Rough): Rough {
  const x = a.value
  if (x === -Infinity) return new Rough(0, 0)
  if (!(Math.abs(x) < 1e12) || a.error > 600)
    return Number.isNaN(x) ? NOTHING : new Rough(1, Infinity)
  const k = Math.round(x / Math.LN2)
  const value = Math.exp(x - k * LN2_HIGH - k * LN2_LOW)
  return new Rough(value, value * (Math.expm1(a.error) + EPS * (2 + Math.abs(k) * 1e-4)), k)
}

function log(a: Rough): Rough {
  if (isNought(a)) return new Rough(-Infinity, 0)
  if (Number.isNaN(a.mantissa) || -a.mantissa > a.bound) return NOTHING
  if (!(a.mantissa > a.bound)) return new Rough(0, Infinity)
  const [x, y] = [Math.log(a.mantissa), a.exponent * Math.LN2]
  return new Rough(x + y, a.bound / (a.mantissa - a.bound) + EPS * (Math.abs(x) + Math.abs(y)))
}

function sqrt(a: Rough): Rough {
  if (Number.isNaN(a.mantissa) || -a.mantissa > a.bound) return NOTHING
  const odd = Math.abs(a.exponent % 2)
  const [x, dx] = [scale(Math.max(0, a.mantissa), odd), scale(a.bound, odd)]
  const root = Math.sqrt(x)
  const moved = x > dx ? dx / (root + Math.sqrt(x - dx)) : Math.sqrt(x + dx)
  return new Rough(root, moved + EPS * root, (a.exponent - odd) / 2)
}

function power(base: Rough, exponent: Rough): Rough {
  const n = exponent.value
  if (exponent.bound === 0 && Number.isInteger(n) && Math.abs(n) <= 1024) {
    return n < 0 ? divide(new Rough(1, 0), whole(base, -n)) : whole(base, n)
  }
  if (isNought(base)) return n > 0 ? new Rough(0, 0) : NOTHING
  return exp(multiply(exponent, log(base)))
}

const whole = (base: Rough, n: number): Rough => {
  if (n === 0) return new Rough(1, 0)
  const half = whole(base, Math.floor(n / 2))
  const square = multiply(half, half)
  return n % 2 === 0 ? square : multiply(square, base)
}

/** A function that moves at most as fast as its argument. */
const slow =
  (f: (x: number) => number) =>
  (a: Rough): Rough => {
    const value = f(a.value)
    return new Rough(value, a.error + 2 * EPS * Math.abs(value))
  }

const half = (a: Rough): Rough => new Rough(a.mantissa, a.bound, a.exponent - 1)

const sinh = (a: Rough): Rough => {
  const x = a.value
  if (Math.abs(x) > 1) return half(add(exp(a), negate(exp(negate(a)))))
  return new Rough(Math.sinh(x), 2 * a.error + 2 * EPS * Math.abs(x))
}

/** Whole where rounding does not reach over a step. */
const stepped =
  (f: (x: number) => number) =>
  (a: Rough): Rough => {
    const [x, error] = [a.value, a.error]
    return f(x - error) === f(x + error) ? new Rough(f(x), 0) : new Rough(f(x), Infinity)
  }

const OPERATIONS: Readonly<Record<Operation, (a: Rough, b: Rough) => Rough>> = {
  add,
  subtract: (a, b) => add(a, negate(b)),
  multiply,
  divide,
  power,
  exp,
  log,
  sqrt,
  sinh,
  cosh: (a) => half(add(exp(a), exp(negate(a)))),
  sin: slow(Math.sin),
  cos: slow(Math.cos),
  tanh: slow(Math.tanh),
  floor: stepped(Math.floor),
  ceil: stepped(Math.ceil),
  abs: (a) => new Rough(Math.abs(a.mantissa), a.bound, a.exponent),
}
