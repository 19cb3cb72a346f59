import { SpecError } from '../tex/error.ts'
import { nearestTo } from '../tex/nearest.ts'

/** What one number may be. */
export type Entry = 'real' | 'positive' | 'nonnegative' | 'nonzero' | 'unit' | 'integer' | 'binary'

/** What a vector may be as a whole; `simplex` has its faces and corners, `interior` has not. */
export type Whole = 'onehot' | 'multihot' | 'simplex' | 'interior' | 'ones'

/** The values that a quantity ranges over. */
export type Domain = { readonly kind: Entry | Whole; readonly sizes: readonly string[] }

const ENTRIES: readonly string[] = [
  'real',
  'positive',
  'nonnegative',
  'nonzero',
  'unit',
  'integer',
  'binary',
] satisfies Entry[]
const WHOLES: readonly string[] = [
  'onehot',
  'multihot',
  'simplex',
  'interior',
  'ones',
] satisfies Whole[]

/** What kinds are called elsewhere. */
const ALIASES: Readonly<Record<string, string>> = {
  scalar: 'real',
  number: 'real',
  float: 'real',
  reals: 'real',
  int: 'integer',
  natural: 'integer',
  boolean: 'binary',
  probability: 'unit',
  probabilities: 'simplex',
  distribution: 'simplex',
  list: 'vector',
  array: 'vector',
}

const SHAPES: readonly string[] = ['vector', 'matrix', 'table']

/** Reads `vector`, `positive vector C`, `matrix C D`, `table C D`, `onehot`, `real`: a kind, a rank, the sizes. */
export function toDomain(spec: string, sizes: readonly string[]): Domain {
  const words = spec.trim().split(/\s+/)
  const isTable = words.includes('table')
  const kind =
    words.find((word) => ENTRIES.includes(word) || WHOLES.includes(word)) ??
    (isTable ? 'interior' : 'real')
  const shape = words.find((word) => SHAPES.includes(word))
  const named = words.filter((word) => word !== kind && word !== shape)
  for (const word of named) {
    if (!sizes.includes(word)) {
      const kinds = [...ENTRIES, ...WHOLES]
      const near = ALIASES[word] ?? nearestTo(word, [...kinds, ...SHAPES, ...sizes])
      throw new SpecError(
        'invalid domain',
        near === undefined
          ? `${spec}: neither a kind (${kinds.join(', ')}), nor vector, matrix, or a size: ${word}`
          : `${spec}: did you mean ${near}?`,
      )
    }
  }
  const rank = isTable
    ? 2
    : WHOLES.includes(kind) || shape === 'vector'
      ? 1
      : shape === 'matrix'
        ? 2
        : 0
  return { kind: kind as Domain['kind'], sizes: sizesFor(spec, rank, named, sizes) }
}

function sizesFor(
  spec: string,
  rank: number,
  named: readonly string[],
  sizes: readonly string[],
): readonly string[] {
  if (named.length === rank) return named
  if (named.length === 0 && rank === 1 && sizes.length === 1) return sizes
  const has = `it has ${rank} ${rank === 1 ? 'size' : 'sizes'}, and ${named.length} named`
  throw new SpecError('invalid domain', `${spec}: ${has}; write as in "vector C", "matrix C D"`)
}
