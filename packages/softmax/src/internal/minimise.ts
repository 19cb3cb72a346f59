/** A smooth convex function: writes its gradient and returns its value. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number

export interface Minimum {
  x: Float64Array
  value: number
  /** The gradient there, and its size as the limits measure it. */
  gradient: Float64Array
  size: number
  iterations: number
}

/** When to end. */
export interface Limits {
  /** Ends when the gradient's size is at most this. */
  tolerance: number
  mostIterations: number
  /** What counts as the size of a gradient. */
  measure: (gradient: Float64Array) => number
}

/** How many past steps stand in for the Hessian. */
const MEMORY = 20

interface Past {
  step: Float64Array
  change: Float64Array
  /** 1 / (step · change) */
  inverse: number
}

/**
 * Minimises by L-BFGS until the gradient is small, or no step moves anything any more. For convex
 * functions only: steps
 * are judged by the slope along them, which still tells them apart where values differ by rounding
 * alone.
 * @source Nocedal & Wright 2006, algorithms 7.4 and 7.5
 */
export function minimise(
  objective: Objective,
  start: Float64Array,
  { tolerance, mostIterations, measure }: Limits,
): Minimum {
  let x: Float64Array = start.slice()
  let gradient: Float64Array = new Float64Array(x.length)
  let value = objective(x, gradient)
  const past: Past[] = []
  for (let iterations = 0; ; iterations++) {
    const size = measure(gradient)
    const here = { x, value, gradient, size, iterations }
    if (size <= tolerance || iterations >= mostIterations) return here
    const direction = descend(gradient, past)
    const first = past.length === 0 ? Math.min(1, 1 / Math.sqrt(inner(gradient, gradient))) : 1
    const next = search(objective, here, direction, first)
    if (next.x.every((number, i) => number === x[i]) || !Number.isFinite(next.value)) return here
    remember(past, here, next)
    x = next.x
    gradient = next.gradient
    value = next.value
  }
}

/** −H g, H the inverse Hessian as the past steps show it. */
function descend(gradient: Float64Array, past: readonly Past[]): Float64Array {
  const direction = gradient.map((value) => -value)
  const shares = past.map(() => 0)
  for (let k = past.length - 1; k >= 0; k--) {
    shares[k] = past[k].inverse * inner(past[k].step, direction)
    addTimes(direction, -shares[k], past[k].change)
  }
  const last = past.at(-1)
  if (last !== undefined) scale(direction, 1 / (last.inverse * inner(last.change, last.change)))
  past.forEach(({ step, change, inverse }, k) =>
    addTimes(direction, shares[k] - inverse * inner(change, direction), step),
  )
  return direction
}

interface Point {
  x: Float64Array
  gradient: Float64Array
  value: number
}

/**
 * A step after which the slope is between −0.9 and 0.5 of what it was, upwards: doubled or bisected
 * until it is.
 */
function search(
  objective: Objective,
  { x, gradient }: Point,
  direction: Float64Array,
  first: number,
): Point {
  const slope = -inner(gradient, direction)
  let low = 0
  let high = Infinity
  for (let length = first, tries = 0; ; tries++) {
    const point = { x: x.slice(), gradient: new Float64Array(x.length), value: 0 }
    addTimes(point.x, length, direction)
    point.value = objective(point.x, point.gradient)
    const there = inner(point.gradient, direction)
    if ((there >= -0.9 * slope && there <= 0.5 * slope) || tries === 60) return point
    if (there > 0) high = length
    else low = length
    length = high === Infinity ? 2 * length : (low + high) / 2
  }
}

function remember(past: Past[], from: Point, to: Point): void {
  const step = to.x.map((value, i) => value - from.x[i])
  const change = to.gradient.map((value, i) => value - from.gradient[i])
  const curvature = inner(step, change)
  if (!(curvature > 0)) return
  past.push({ step, change, inverse: 1 / curvature })
  if (past.length > MEMORY) past.shift()
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return sum
}

function addTimes(to: Float64Array, factor: number, from: Float64Array): void {
  for (let i = 0; i < to.length; i++) to[i] += factor * from[i]
}

function scale(values: Float64Array, factor: number): void {
  for (let i = 0; i < values.length; i++) values[i] *= factor
}
