import type { Domain, Entry, Whole } from '../model/domain.ts'
import type { Sample } from '../model/derivation.ts'
import type { Value } from '../model/value.ts'
import { namesOf, type Model } from '../model/model.ts'
import { drawInteger, type Random } from './random.ts'

/**
 * The n-th draw: sizes first at their edges, then anywhere between; values from the domains, whose edges
 * (corners and faces of the simplex, all labels or none) come in turn.
 */
export function drawSample(
  model: Model,
  domains: ReadonlyMap<string, Domain>,
  n: number,
  random: Random,
): Omit<Sample, 'indices'> {
  const sizes: Record<string, number> = {}
  for (const name of namesOf(model, 'size')) sizes[name] = drawSize(model, name, n, random)
  const values: Record<string, Value> = {}
  for (const name of namesOf(model, 'free')) {
    const declaration = model.declarations.get(name)
    if (declaration?.kind !== 'free') continue
    const domain = domains.get(name) ?? declaration.domain
    values[name] = drawValue(
      domain,
      domain.sizes.map((size) => sizes[size]!),
      n,
      random,
    )
  }
  return { sizes, values }
}

function drawSize(model: Model, name: string, n: number, random: Random): number {
  const declaration = model.declarations.get(name)
  const [low, high] = declaration?.kind === 'size' ? declaration.range : [1, 1]
  if (n < 2) return n === 0 ? low : high
  return drawInteger(random, low, high)
}

function drawValue({ kind }: Domain, lengths: readonly number[], n: number, random: Random): Value {
  if (kind in WHOLES) return WHOLES[kind as Whole](lengths[0]!, n, random)
  const [length, ...rest] = lengths
  if (length === undefined) return ENTRIES[kind as Entry](random, n)
  return Array.from({ length }, () => drawValue({ kind, sizes: [] }, rest, n, random))
}

/** Small enough that no exponential drowns the others, and never a number that hides a factor. */
const drawReal = (random: Random): number => 6 * random() - 3

const ENTRIES: Readonly<Record<Entry, (random: Random, n: number) => number>> = {
  real: drawReal,
  positive: (random) => Math.exp(drawReal(random) / 2),
  nonnegative: (random, n) => (n % 4 === 3 && random() < 0.5 ? 0 : 3 * random()),
  nonzero: (random) => (random() < 0.5 ? -1 : 1) * (0.2 + 2 * random()),
  unit: (random) => 0.02 + 0.96 * random(),
  integer: (random) => drawInteger(random, -5, 5),
  binary: (random) => drawInteger(random, 0, 1),
}

const WHOLES: Readonly<Record<Whole, (length: number, n: number, random: Random) => number[]>> = {
  ones: (length) => Array.from({ length }, () => 1),
  onehot: (length, _, random) => oneHot(length, drawInteger(random, 0, length - 1)),
  // None and all labels first; then any set of them.
  multihot: (length, n, random) =>
    Array.from({ length }, () => (n % 8 === 0 ? 1 : n % 8 === 1 ? 0 : drawInteger(random, 0, 1))),
  interior: (length, _, random) =>
    normalise(Array.from({ length }, () => Math.exp(drawReal(random) / 2))),
  // A corner, the middle, a face, and the inside in turn.
  simplex: (length, n, random) => {
    if (n % 4 === 0) return oneHot(length, drawInteger(random, 0, length - 1))
    if (n % 4 === 1) return normalise(Array.from({ length }, () => 1))
    const left = drawInteger(random, 0, length - 1)
    return normalise(
      Array.from({ length }, (_, k) =>
        n % 4 === 2 && length > 1 && k === left ? 0 : -Math.log(1 - random()),
      ),
    )
  },
}

const oneHot = (length: number, hot: number): number[] =>
  Array.from({ length }, (_, k) => (k === hot ? 1 : 0))

function normalise(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => weight / total)
}
