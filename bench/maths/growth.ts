/**
 * How the time of the functions that look at all outcomes more than once grows with their number.
 *
 *   npm run bench -- growth
 *
 * In each round every function runs once, in turn, and so does softmax, for as many outcomes; the
 * median of the
 * ratios to softmax in the same round is shown, so that what else the machine does falls on both.
 * Where a ratio
 * stays the same from column to column the time is linear in the number; a quadratic one would grow
 * tenfold.
 */
import { crossEntropyGradient, maximumEntropy, softmax } from 'accurate-softmax'

const SIZES = [1000, 10000, 100000]
const ROUNDS = 5

type Run = () => unknown

/** What is measured for n outcomes. */
function prepare(n: number): Record<string, Run> {
  const scores = Float64Array.from({ length: n }, (_, i) => 6 * Math.sin(i * i))
  const far = scores.map((score) => 50 * score)
  const [near, nearFar] = [softmax(scores), softmax(far)]
  const same = new Float64Array(n)
  const uniform = same.map(() => 1 / n)
  const places = scores.map((_, i) => i)
  const waves = [1, 2, 3].map((k) => scores.map((_, i) => Math.sin(i * k)))
  const peak = [1, 2, 3].map((k) =>
    scores.map((_, i) => (i === 5 ? Number(k === 1) : Math.sin(i * k) / 2)),
  )
  return {
    'crossEntropyGradient, class': () => crossEntropyGradient(scores, 3),
    'crossEntropyGradient, y = softmax(z)': () => crossEntropyGradient(scores, near),
    'the same, scores 50 times apart': () => crossEntropyGradient(far, nearFar),
    'crossEntropyGradient, all equal': () => crossEntropyGradient(same, uniform),
    'maximumEntropy, one feature': () => maximumEntropy([places], [8]),
    'maximumEntropy, three features': () => maximumEntropy(waves, [0.1, 0.2, -0.1]),
    'maximumEntropy, on a corner': () => maximumEntropy(peak, [1, 0, 0]),
    'maximumEntropy, out of reach': () => maximumEntropy(waves, [1, 1, 1]),
  }
}

const rows = new Map<string, Record<string, string>>()
for (const n of SIZES) {
  const scores = Float64Array.from({ length: n }, (_, i) => Math.sin(i))
  const calls = Math.ceil(1e6 / n)
  const yardstick: Run = () => {
    for (let call = 0; call < calls; call++) softmax(scores)
  }
  const runs = Object.entries(prepare(n))
  const times = new Map<string, { own: number[]; ratio: number[] }>()
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, run] of runs) {
      const own = time(run)
      const kept = times.get(name) ?? { own: [], ratio: [] }
      kept.own.push(own)
      kept.ratio.push(own / (time(yardstick) / calls))
      times.set(name, kept)
    }
  }
  for (const [name, { own, ratio }] of times) {
    const shown = `${Math.min(...own).toPrecision(3)} ms  ${median(ratio).toPrecision(3)} ×`
    rows.set(name, { ...rows.get(name), [`n = ${n}`]: shown })
  }
}
console.log('milliseconds, and times softmax of as many outcomes')
console.table(Object.fromEntries(rows))

function time(run: Run): number {
  const start = process.hrtime.bigint()
  run()
  return Number(process.hrtime.bigint() - start) / 1e6
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]
}
