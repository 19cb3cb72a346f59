import {
  parseDerivation,
  parseModel,
  type DerivationSpec,
  type ModelSpec,
} from '../../src/index.ts'
import { proveDerivation } from '../../src/proof/prove-derivation.ts'

/** A model with a little of every kind. */
export const SPEC: ModelSpec = {
  sizes: { C: [1, 4] },
  index: { C: 'i j k' },
  free: {
    z: 'vector',
    v: 'vector',
    a: 'real',
    c: 'real',
    t: 'positive',
    n: 'nonnegative',
    m: 'nonzero',
    w: 'unit',
    y: 'onehot',
    u: 'multihot',
    p: 'simplex',
    q: 'interior',
    r: 'interior',
    g: 'integer',
    h: 'binary',
  },
  constants: { '\\pi': Math.PI },
}

const { raw } = String
export const MODEL = parseModel(SPEC, [
  raw`\sigma_i = \frac{e^{z_i}}{\sum_{j} e^{z_j}}`,
  raw`L = -\sum_{k} y_k \log \sigma_k`,
  raw`s(a) = \frac{1}{1 + e^{-a}}`,
])

/**
 * The verdict on each claim of some TeX, as `identity`, `signs`, `intervals`, or the kind of the gap and
 * what it is about.
 */
export function verdictsOn(tex: string, options: Partial<DerivationSpec> = {}): string[] {
  const derivation = parseDerivation({ model: MODEL, tex, ...options })
  if (derivation.errors.length > 0)
    throw new Error(derivation.errors.map(({ message }) => message).join('\n'))
  return proveDerivation(derivation).map(({ verdict }) =>
    verdict.proved ? verdict.by : Object.values(verdict.gap).join(' '),
  )
}
