/** The table of exact values (its README fields are told in docs/math.md) and how its inputs are built. */
import { readFileSync } from 'node:fs'
import { fromRecipe, type Recipe } from './fingerprint.ts'

export interface VectorCase {
  id: string
  family: string
  n: number
  x?: string[]
  recipe?: Recipe
  lse: string
  softmax?: string[]
  logSoftmax?: string[]
  at?: number[]
  softmaxAt?: string[]
  logSoftmaxAt?: string[]
}

export interface TemperatureCase {
  id: string
  T: string
  x: string[]
  lse: string
  softmax: string[]
  logSoftmax: string[]
}

export interface WeightedCase {
  id: string
  a: string[]
  b: string[]
  logAbs: string
  sign: number
}

export interface SpecialCase {
  id: string
  x: string[]
  lse: string
  softmax: string[] | null
  logSoftmax: string[] | null
  scipySoftmax: string[] | null
  note: string
}

export interface Vectors {
  cases: VectorCase[]
  temperatureCases: TemperatureCase[]
  weightedCases: WeightedCase[]
  special: SpecialCase[]
}

export function readVectors(): Vectors {
  return JSON.parse(
    readFileSync(new URL('./logsumexp-vectors.json', import.meta.url), 'utf8'),
  ) as Vectors
}

/** The scores of a case, listed or by recipe. */
export function inputOf({ x, recipe }: VectorCase): Float64Array {
  if (x !== undefined) return Float64Array.from(x, Number)
  if (recipe === undefined) throw new Error('a case has x or a recipe')
  return fromRecipe(recipe)
}

/** "inf", "-inf", "nan" and decimals, as doubles. */
export function toNumber(word: string): number {
  if (word === 'inf') return Infinity
  return word === '-inf' ? -Infinity : Number(word)
}
