/** Inputs that look for trouble: edges of the doubles, ties, spikes, and sums that nearly cancel. */
export type Random = () => number

export const pick = <T>(random: Random, values: readonly T[]): T =>
  values[Math.floor(random() * values.length)]

/** From 1 to a few; seldom hundreds, and more seldom up to 10^5. */
export function length(random: Random, longest = 100000): number {
  const u = random()
  if (u < 0.93) return 1 + Math.floor(random() * 8)
  if (u < 0.9995) return Math.min(longest, 9 + Math.floor(random() * 40))
  if (u < 0.99999) return Math.min(longest, Math.floor(50 * 20 ** random()))
  return Math.min(longest, Math.floor(10 ** (3 + 2 * random())))
}

/** ±2^e with e even between the bounds, its fraction sometimes short. */
export function spread(random: Random, least: number, most: number): number {
  const size = 2 ** (least + random() * (most - least))
  const value = random() < 0.2 ? 2 ** Math.round(Math.log2(size)) : size
  return random() < 0.5 ? -value : value
}

const EDGES = [
  0,
  -0,
  5e-324,
  -5e-324,
  2.2250738585072014e-308,
  -2.225073858507201e-308,
  1,
  -1,
  Number.EPSILON,
  708.3964185322641,
  -708.3964185322641,
  -709.782712893384,
  -744.4400719213812,
  -745.1332191019412,
  -746,
  36.7368005696771,
  -36.7368005696771,
  1.7976931348623157e308,
  -1.7976931348623157e308,
  1e300,
  -1e300,
]

/** One score, of every size that doubles have. */
export function score(random: Random): number {
  const u = random()
  if (u < 0.1) return pick(random, EDGES)
  if (u < 0.5) return spread(random, -4, 6)
  if (u < 0.7) return -800 * random()
  if (u < 0.8) return spread(random, -1074, 1023)
  if (u < 0.9) return spread(random, -60, 12)
  return Math.round(20 * (random() - 0.5))
}

type Maker = (random: Random, n: number) => number[]
const fill = (n: number, make: (i: number) => number): number[] =>
  Array.from({ length: n }, (_, i) => make(i))

const MAKERS: readonly Maker[] = [
  (random, n) => fill(n, () => score(random)),
  // One size for all.
  (random, n) => {
    const size = 2 ** (-1074 + 2090 * random())
    return fill(n, () => size * (2 * random() - 1))
  },
  (random, n) => {
    const size = pick(random, [1e-12, 1e-3, 1, 8, 40, 300])
    return fill(n, () => size * (2 * random() - 1))
  },
  // The same far from 0.
  (random, n) => {
    const offset = spread(random, 0, 60)
    return fill(n, () => offset + 20 * (random() - 0.5))
  },
  // Ties, and a tie but for the last bits.
  (random, n) => {
    const value = score(random)
    return fill(n, () =>
      random() < 0.7 ? value : value * (1 + Math.floor(4 * random() - 2) * Number.EPSILON),
    )
  },
  // One spike, the rest so far below that their exponentials, or the sum of them, are subnormal.
  (random, n) => {
    const top = random() < 0.5 ? 0 : spread(random, -1074, 8)
    const depth = 700 + 52 * random()
    return fill(n, (i) => (i === 0 ? top : top - depth - 3 * random()))
  },
  // Logarithms of numbers that sum to 1, nearly: log-sum-exp is all rounding.
  (random, n) => {
    const weights = fill(n, () => random() ** pick(random, [1, 8, 40]))
    const total = weights.reduce((a, b) => a + b, 0)
    return weights.map((weight) => Math.log(weight / total))
  },
  // A score below 0 and one whose exponential cancels it.
  (random, n) => {
    const size = 2 ** -(1070 * random())
    return fill(n, (i) =>
      i === 0 ? -size : Math.log(size / (n - 1)) + (random() < 0.5 ? 0 : 1e-3 * random()),
    )
  },
]

/** Finite scores, now and then with −Infinity among them. */
export function scores(random: Random, longest?: number): number[] {
  const z = pick(random, MAKERS)(random, length(random, longest)).map((value) =>
    Number.isFinite(value) ? value : 0,
  )
  const masked = random() < 0.05 ? z.map((value) => (random() < 0.3 ? -Infinity : value)) : z
  return masked.some((value) => value > -Infinity) ? masked : z
}

/** The same without −Infinity. */
export function finiteScores(random: Random, longest?: number): number[] {
  return scores(random, longest).map((value) => (value === -Infinity ? -745 : value))
}

/** Scores with no ordinary answer: NaN and infinities of both signs. */
export function specialScores(random: Random): number[] {
  return scores(random, 6).map((value) =>
    random() < 0.5 ? pick(random, [NaN, Infinity, -Infinity]) : value,
  )
}

export function temperature(random: Random): number {
  const u = random()
  if (u < 0.3) return 1
  if (u < 0.6) return Math.exp(8 * (random() - 0.5))
  if (u < 0.7)
    return pick(random, [5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 1e-308, 0.5, 2])
  return Math.abs(spread(random, -1074, 1023))
}

/** Probabilities that sum to 1, up to rounding; some 0, some subnormal. */
export function distribution(random: Random, longest?: number): number[] {
  const size = pick(random, [1, 8, 100, 800])
  const weights = fill(length(random, longest), () =>
    random() < 0.1 ? 0 : Math.exp(-size * random()),
  )
  weights[0] ||= 1
  const total = weights.reduce((a, b) => a + b, 0)
  const p = weights.map((weight) => weight / total)
  return random() < 0.05 ? [1, ...p.map(() => Math.abs(spread(random, -1074, -1000)))] : p
}
