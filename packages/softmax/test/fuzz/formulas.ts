/** The quantities of the module by their formulas, in balls: finite scores and −Infinity, at least one finite. */
import * as b from './ball.ts'
import type { Ball } from './ball.ts'

/** exp((zᵢ − top)/T) and what goes with it. */
export interface Sum {
  top: number
  /** (zᵢ − top)/T; none for −Infinity. */
  gaps: (Ball | undefined)[]
  terms: Ball[]
  /** The sum of all terms but that of the greatest. */
  others: Ball
  all: Ball
  /** log of the sum of all. */
  logarithm: Ball
}

/** With `scale` in place of 1/T where it is given. */
export function sumOf(z: readonly number[], temperature = 1, scale?: () => Ball): Sum {
  const top = z.reduce((most, score) => Math.max(most, score), -Infinity)
  const at = z.indexOf(top)
  const factor = scale?.()
  const known = new Map<number, { gap: Ball; term: Ball }>()
  const each = z.map((score) => {
    if (score === -Infinity) return undefined
    const same = known.get(score)
    if (same !== undefined) return same
    const difference = b.subtract(b.ball(score), b.ball(top))
    const gap = factor
      ? b.multiply(difference, factor)
      : temperature === 1
        ? difference
        : b.divide(difference, b.ball(temperature))
    const made = { gap, term: score === top ? b.ONE : b.exponential(gap) }
    known.set(score, made)
    return made
  })
  const terms = each.map((it) => it?.term ?? b.ZERO)
  const others = b.sum(terms.filter((_, i) => i !== at))
  return {
    top,
    gaps: each.map((it) => it?.gap),
    terms,
    others,
    all: b.add(b.ONE, others),
    logarithm: b.logarithmOfOnePlus(others),
  }
}

export function logSumExp(z: readonly number[], temperature = 1): Ball {
  const { top, logarithm } = sumOf(z, temperature)
  return b.add(b.ball(top), b.multiply(b.ball(temperature), logarithm))
}

export function shares({ terms, all }: Sum): Ball[] {
  return terms.map((term) => b.divide(term, all))
}

/** 1 − σᵢ without cancelling: the sum of the other terms, over all. */
export function othersOf({ terms, all }: Sum, i: number): Ball {
  return b.divide(b.sum(terms.filter((_, j) => j !== i)), all)
}

/** None where the share is 0. */
export function logShares({ gaps, logarithm }: Sum): (Ball | undefined)[] {
  return gaps.map((gap) => gap && b.subtract(gap, logarithm))
}

/** Σ wᵢ exp(zᵢ − top), its groups of equal scores added exactly first: only so can 0 be told from nearly 0. */
export function signedSum(
  z: readonly number[],
  weights: readonly number[],
): { sum: Ball; top: number } {
  const groups = new Map<number, Ball>()
  z.forEach((score, i) => {
    if (weights[i] !== 0 && score > -Infinity)
      groups.set(score, addExactly(groups.get(score) ?? b.ZERO, b.ball(weights[i])))
  })
  const kept = [...groups].filter(([, weight]) => weight.middle !== 0n)
  const top = kept.reduce((most, [score]) => Math.max(most, score), -Infinity)
  const terms = kept.map(([score, weight]) =>
    b.multiply(weight, b.exponential(b.subtract(b.ball(score), b.ball(top)))),
  )
  return { sum: b.sum(terms), top }
}

function addExactly(a: Ball, c: Ball): Ball {
  const exponent = Math.min(a.exponent, c.exponent)
  const middle =
    (a.middle << BigInt(a.exponent - exponent)) + (c.middle << BigInt(c.exponent - exponent))
  return { middle, radius: 0n, exponent }
}

/** log(1 + e^x). */
export function softplus(x: number): Ball {
  const rest = b.logarithmOfOnePlus(b.exponential(b.ball(-Math.abs(x))))
  return x > 0 ? b.add(b.ball(x), rest) : rest
}

/** 1/(1 + e^−x). */
export function sigmoid(x: number): Ball {
  const e = b.exponential(b.ball(-Math.abs(x)))
  return b.divide(x >= 0 ? b.ONE : e, b.add(b.ONE, e))
}

/** Σ yₖ (log Σ − (zₖ − top)). */
export function crossEntropy(z: readonly number[], y: readonly number[]): Ball {
  const { gaps, logarithm } = sumOf(z)
  return b.sum(
    y.map((value, k) =>
      value === 0 ? b.ZERO : b.multiply(b.ball(value), b.subtract(logarithm, gaps[k]!)),
    ),
  )
}

export function entropy(p: readonly number[]): Ball {
  return b.negate(
    b.sum(
      p.map((share) =>
        share === 0 ? b.ZERO : b.multiply(b.ball(share), b.logarithm(b.ball(share))),
      ),
    ),
  )
}

/** log Σ − Σ σᵢ (zᵢ − top). */
export function entropyOfLogits(z: readonly number[]): Ball {
  const parts = sumOf(z)
  const mean = b.sum(
    parts.terms.map((term, i) => (parts.gaps[i] ? b.multiply(term, parts.gaps[i]) : b.ZERO)),
  )
  return b.subtract(parts.logarithm, b.divide(mean, parts.all))
}

/** The nearest point of the simplex, with the support found by leaving out the least while the threshold is above it. */
export function sparsemax(z: readonly number[]): Ball[] {
  const support = z.toSorted((x, y) => y - x).map(b.ball)
  let total = support.reduce(addExactly, b.ZERO)
  const threshold = (): Ball => b.divide(addExactly(total, b.negate(b.ONE)), b.ball(support.length))
  while (support.length > 1 && isAtMost(support.at(-1)!, total, support.length))
    total = addExactly(total, b.negate(support.pop()!))
  const level = threshold()
  return z.map((score) => {
    const share = b.subtract(b.ball(score), level)
    return share.middle < 0n ? b.ZERO : share
  })
}

/** z ≤ (total − 1)/count, exactly. */
function isAtMost(score: Ball, total: Ball, count: number): boolean {
  const scaled = { ...score, middle: score.middle * BigInt(count) }
  return addExactly(addExactly(scaled, b.ONE), b.negate(total)).middle <= 0n
}

/**
 * α-entmax, from an answer that is to be judged: one of its shares is sought in a bracket around what it says, as all
 * others follow from it, no less exactly: the smallest above 0 for α > 2, else the greatest. Shares that should not be
 * there are 0.
 */
export function entmax(z: readonly number[], alpha: number, judged: readonly number[]): Ball[] {
  const positive = z.map((_, i) => i).filter((i) => judged[i] > 0)
  const rising = positive.sort((i, j) => judged[i] - judged[j] || z[i] - z[j])
  const order = alpha > 2 ? rising : rising.toReversed()
  for (const s of order) {
    const from = (u: number): Ball[] => sharesFrom(z, alpha, s, u)
    if (b.about(b.subtract(b.sum(from(0)), b.ONE)) > 0) continue
    let [low, high] = bracket(judged[s], from)
    for (let step = 0; step < 60 && high - low > 2 ** -60; step++) {
      const middle = (low + high) / 2
      if (middle === low || middle === high) break
      if (b.about(b.subtract(b.sum(from(middle)), b.ONE)) > 0) high = middle
      else low = middle
    }
    return from(low)
  }
  throw new Error(`no share of ${String(judged)} can be right`)
}

/** pᵢ = (u^(α − 1) + (α − 1)(zᵢ − zₛ))^(1/(α − 1)). */
function sharesFrom(z: readonly number[], alpha: number, s: number, u: number): Ball[] {
  const exponent = b.subtract(b.ball(alpha), b.ONE)
  const inverse = b.divide(b.ONE, exponent)
  const least = b.power(b.ball(u), exponent)
  return z.map((score) => {
    if (score === z[s]) return b.ball(u)
    const base = b.add(least, b.multiply(exponent, b.subtract(b.ball(score), b.ball(z[s]))))
    // At the edge of the support no number of bits tells 0 from a little more; up to α = 2 its share is as little.
    if (alpha <= 2 && isBelow200(base)) return b.ZERO
    return b.sign(base) <= 0 ? b.ZERO : b.power(base, inverse)
  })
}

/** Whether it is surely within 2^-200 of 0. */
function isBelow200({ middle, radius, exponent }: Ball): boolean {
  return b.bitLength(b.magnitude(middle) + radius) + exponent <= -200
}

function bracket(u: number, from: (u: number) => Ball[]): [low: number, high: number] {
  for (let width = 2 ** -46; ; width *= 64) {
    const [low, high] = [Math.max(0, u - width), Math.min(1, u + width)]
    const isBelow = b.about(b.subtract(b.sum(from(low)), b.ONE)) <= 0
    if (isBelow && b.about(b.subtract(b.sum(from(high)), b.ONE)) >= 0) return [low, high]
    if (width > 1) throw new Error('no bracket')
  }
}
