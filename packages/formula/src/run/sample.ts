import type { Domain, Entry, Whole } from '../model/domain.ts'
import type { Sample } from '../model/derivation.ts'
import type { Value } from '../model/value.ts'
import { namesOf, type Model } from '../model/model.ts'
import { drawInteger, type Random } from './random.ts'

/**
 * What a draw is like: anywhere in the domain, at one of its edges, or far out. `same` gives all quantities of one
 * domain one value, `spike` one component that stands out, `tie` two that share the top, `opposite` values of either sign, `extreme` numbers of
 * many orders of magnitude.
 */
export type Pattern =
  'usual' | 'zero' | 'equal' | 'same' | 'spike' | 'tie' | 'opposite' | 'large' | 'tiny' | 'extreme'

/** A draw, and whether its numbers are so large or so small that rounding may hide what is strict. */
export type Draw = Omit<Sample, 'indices'> & { readonly pattern: Pattern; readonly far: boolean }

/** Twelve draws in turn, after two usual ones; in the second half of each other round only some quantities follow. */
const PATTERNS: readonly Pattern[] = [
  'zero',
  'large',
  'equal',
  'usual',
  'spike',
  'tiny',
  'tie',
  'usual',
  'same',
  'extreme',
  'opposite',
  'usual',
]

/** Where rounding may hide what is strict. */
const FAR: ReadonlySet<Pattern> = new Set(['large', 'tiny', 'extreme'])

/** Every sixth draw is of more components than declared, for what holds up to a size alone. */
const BEYOND = 6

/**
 * The n-th draw: sizes first at their edges, then between, and now and then above; values from the domains, whose edges
 * come in turn.
 */
// eslint-disable-next-line max-params -- a limit for the sizes may follow what every draw needs
export function drawSample(
  model: Model,
  domains: ReadonlyMap<string, Domain>,
  n: number,
  random: Random,
  cap = Infinity,
): Draw {
  const sizes: Record<string, number> = {}
  for (const name of namesOf(model, 'size'))
    sizes[name] = Math.max(lowest(model, name), Math.min(cap, drawSize(model, name, n, random)))
  const pattern = n < 2 ? 'usual' : PATTERNS[(n - 2) % PATTERNS.length]
  const mixed = n % (2 * PATTERNS.length) >= PATTERNS.length
  const sign = Math.floor(n / PATTERNS.length) % 2 === 0 ? 1 : -1
  const shared: Shared = {
    spot: random(),
    level: drawReal(random),
    sign,
    values: new Map(),
    random,
  }
  const values: Record<string, Value> = {}
  for (const name of namesOf(model, 'free')) {
    const declaration = model.declarations.get(name)
    if (declaration?.kind !== 'free') continue
    const domain = domains.get(name) ?? declaration.domain
    const own = mixed && random() < 0.5 ? 'usual' : pattern
    values[name] = drawValue(
      domain,
      domain.sizes.map((size) => sizes[size]),
      own,
      shared,
    )
  }
  return { sizes, values, pattern, far: FAR.has(pattern) }
}

const lowest = (model: Model, name: string): number => {
  const declaration = model.declarations.get(name)
  return declaration?.kind === 'size' ? declaration.range[0] : 1
}

function drawSize(model: Model, name: string, n: number, random: Random): number {
  const declaration = model.declarations.get(name)
  const [low, high] = declaration?.kind === 'size' ? declaration.range : [1, 1]
  if (n < 2 || low === high) return n === 0 ? low : high
  return n % BEYOND === BEYOND - 1
    ? high + drawInteger(random, 1, 2)
    : drawInteger(random, low, high)
}

/** What the quantities of one draw have in common. */
type Shared = {
  /** Where the component stands that is unlike the others, from 0 to 1 along the vector. */
  readonly spot: number
  /** The value that all share where all are equal. */
  readonly level: number
  /** Whether what stands out is above the others, or below. */
  readonly sign: number
  /** Values by domain and length, where all of one domain are the same. */
  readonly values: Map<string, Value>
  readonly random: Random
}

function drawValue(
  domain: Domain,
  lengths: readonly number[],
  pattern: Pattern,
  shared: Shared,
): Value {
  if (pattern !== 'same') return drawFresh(domain, lengths, pattern, shared)
  const key = `${domain.kind} ${lengths}`
  const value = shared.values.get(key) ?? drawFresh(domain, lengths, 'usual', shared)
  shared.values.set(key, value)
  return value
}

function drawFresh(
  { kind }: Domain,
  lengths: readonly number[],
  pattern: Pattern,
  shared: Shared,
): Value {
  const [length, ...rest] = lengths
  if (kind in WHOLES) {
    const all = lengths.reduce((product, it) => product * it, 1)
    const entries = WHOLES[kind as Whole](all, pattern, shared)
    const [columns] = rest
    return columns === undefined
      ? entries
      : fill(length, (n) => entries.slice(n * columns, (n + 1) * columns))
  }
  if (length === undefined) return drawEntry(kind as Entry, pattern, shared)
  if (rest.length > 0)
    return fill(length, () => drawFresh({ kind, sizes: [] }, rest, pattern, shared))
  return drawVector(kind as Entry, length, pattern, shared)
}

const fill = <T>(length: number, at: (n: number) => T): T[] =>
  Array.from({ length }, (_, n) => at(n))

const spotOf = (length: number, { spot }: Shared): number => Math.floor(spot * length)

function drawVector(kind: Entry, length: number, pattern: Pattern, shared: Shared): number[] {
  const spot = spotOf(length, shared)
  const usual = (): number => drawEntry(kind, 'usual', shared)
  if (pattern === 'spike')
    return fill(length, (n) => (n === spot ? SPIKES[kind](shared) : REST[kind]))
  if (pattern === 'tie') {
    const top = kind === 'real' || kind === 'integer' ? TOP[kind] : usual()
    return fill(length, (n) => (n === spot || n === (spot + 1) % length ? top : usual()))
  }
  return fill(length, () => drawEntry(kind, pattern, shared))
}

/** What the others are where one stands out. */
const REST: Readonly<Record<Entry, number>> = {
  real: 0,
  positive: 1,
  nonnegative: 0,
  nonzero: 1,
  unit: 0.5,
  integer: 0,
  binary: 0,
}
/** What stands out: far above or below, and not so far that rounding hides the others. */
const SPIKES: Readonly<Record<Entry, (shared: Shared) => number>> = {
  real: ({ random, sign }) => sign * between(random, 6, 12),
  positive: ({ random }) => between(random, 6, 12),
  nonnegative: ({ random }) => between(random, 6, 12),
  nonzero: ({ random, sign }) => sign * between(random, 6, 12),
  unit: ({ random }) => 1 - drawTiny(random),
  integer: ({ random, sign }) => sign * drawInteger(random, 6, 12),
  binary: () => 1,
}
/** Above every usual value. */
const TOP = { real: 3.25, integer: 6 }

function drawEntry(kind: Entry, pattern: Pattern, shared: Shared): number {
  const { random, level } = shared
  const entry = ENTRIES[kind]
  switch (pattern) {
    case 'zero':
      return entry.zero(random)
    case 'equal':
      return entry.of(level)
    case 'large':
      return entry.large(random)
    case 'tiny':
      return entry.tiny(random)
    case 'extreme':
      return entry.extreme(random)
    case 'opposite':
      return entry.of(random() < 0.5 ? level : -level)
    default:
      return entry.usual(random)
  }
}

const between = (random: Random, low: number, high: number): number => low + (high - low) * random()
/** Small enough that no exponential drowns the others, and never a number that hides a factor. */
const drawReal = (random: Random): number => between(random, -3, 3)
const drawSign = (random: Random): number => (random() < 0.5 ? -1 : 1)
/** Down to a hundred-thousandth. */
const drawTiny = (random: Random): number => 10 ** -between(random, 2, 5)

/** Hundreds: differences that no exponential of a double holds. */
const drawHundreds = (random: Random): number => drawSign(random) * between(random, 50, 1000)
/** Up to a million, or down to a ten-millionth. */
const drawHuge = (random: Random): number => 10 ** between(random, 2, 6)
const drawSlight = (random: Random): number => 10 ** -between(random, 5, 7)
const drawEither = (random: Random): number => (random() < 0.5 ? drawHuge : drawSlight)(random)

type Draws = {
  /** A member of the domain that goes with a real number, the same for the same. */
  readonly of: (level: number) => number
  readonly usual: (random: Random) => number
  readonly zero: (random: Random) => number
  readonly large: (random: Random) => number
  readonly tiny: (random: Random) => number
  readonly extreme: (random: Random) => number
}

const ENTRIES: Readonly<Record<Entry, Draws>> = {
  real: {
    of: (level) => level,
    usual: drawReal,
    zero: () => 0,
    large: (random) => drawSign(random) * between(random, 4, 40),
    tiny: (random) => drawSign(random) * drawTiny(random),
    extreme: drawHundreds,
  },
  positive: {
    of: (level) => Math.exp(level / 2),
    usual: (random) => Math.exp(drawReal(random) / 2),
    // Where a logarithm, or an exponent less 1, is 0.
    zero: () => 1,
    large: (random) => between(random, 6, 60),
    tiny: drawTiny,
    extreme: drawEither,
  },
  nonnegative: {
    of: Math.abs,
    usual: (random) => 3 * random(),
    zero: () => 0,
    large: (random) => between(random, 4, 40),
    tiny: drawTiny,
    extreme: drawEither,
  },
  nonzero: {
    of: (level) => (level < 0 ? level - 0.2 : level + 0.2),
    usual: (random) => drawSign(random) * (0.2 + 2 * random()),
    zero: (random) => drawSign(random),
    large: (random) => drawSign(random) * between(random, 4, 40),
    tiny: (random) => drawSign(random) * drawTiny(random),
    extreme: (random) => drawSign(random) * drawEither(random),
  },
  unit: {
    of: (level) => 0.5 + level / 7,
    usual: (random) => between(random, 0.02, 0.98),
    zero: () => 0.5,
    large: (random) => 1 - drawTiny(random),
    tiny: drawTiny,
    extreme: (random) => (random() < 0.5 ? drawSlight(random) : 1 - drawSlight(random)),
  },
  integer: {
    of: (level) => Math.round(level),
    usual: (random) => drawInteger(random, -5, 5),
    zero: () => 0,
    large: (random) => drawSign(random) * drawInteger(random, 6, 40),
    tiny: (random) => drawInteger(random, -1, 1),
    extreme: (random) => Math.round(drawHundreds(random)),
  },
  binary: {
    of: (level) => (level > 0 ? 1 : 0),
    usual: (random) => drawInteger(random, 0, 1),
    zero: () => 0,
    large: () => 1,
    tiny: (random) => drawInteger(random, 0, 1),
    extreme: (random) => drawInteger(random, 0, 1),
  },
}

type DrawWhole = (length: number, pattern: Pattern, shared: Shared) => number[]

const WHOLES: Readonly<Record<Whole, DrawWhole>> = {
  ones: (length) => fill(length, () => 1),
  // The label is where one component stands out.
  onehot: (length, pattern, shared) =>
    oneHot(
      length,
      pattern === 'spike' || pattern === 'tie'
        ? spotOf(length, shared)
        : drawInteger(shared.random, 0, length - 1),
    ),
  multihot: (length, pattern, shared) => {
    if (pattern === 'zero' || pattern === 'equal')
      return fill(length, () => (pattern === 'zero' ? 0 : 1))
    if (pattern === 'spike') return oneHot(length, spotOf(length, shared))
    return fill(length, () => drawInteger(shared.random, 0, 1))
  },
  interior: (length, pattern, shared) => normalise(drawWeights(length, pattern, shared)),
  simplex: (length, pattern, shared) => {
    if (pattern === 'spike' || pattern === 'large') return oneHot(length, spotOf(length, shared))
    const weights = drawWeights(length, pattern, shared)
    if (pattern === 'zero' || pattern === 'opposite')
      weights[spotOf(length, shared)] = length > 1 ? 0 : 1
    return normalise(weights)
  },
}

/** Weights of a distribution inside the simplex: all alike, nearly alike, all on one, far apart. */
function drawWeights(length: number, pattern: Pattern, shared: Shared): number[] {
  const { random } = shared
  const spot = spotOf(length, shared)
  switch (pattern) {
    case 'equal':
      return fill(length, () => 1)
    case 'tiny':
      return fill(length, () => 1 + drawTiny(random))
    case 'spike':
      return fill(length, (n) => (n === spot ? 1 : drawTiny(random) / 10))
    case 'tie':
      return fill(length, (n) =>
        n === spot || n === (spot + 1) % length ? 4.5 : Math.exp(drawReal(random) / 2),
      )
    case 'large':
      return fill(length, () => Math.exp(between(random, -10, 10)))
    case 'extreme': {
      const hot = drawInteger(random, 0, length - 1)
      return fill(length, (n) => (n === hot ? 1 : 10 ** -between(random, 5, 9)))
    }
    default:
      return fill(length, () => Math.exp(drawReal(random) / 2))
  }
}

const oneHot = (length: number, hot: number): number[] => fill(length, (k) => (k === hot ? 1 : 0))

function normalise(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => weight / total)
}
