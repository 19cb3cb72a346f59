import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { checkDerivation, parseDerivation, parseModel, type DerivationSpec } from '../../src/formula/index.ts'

/** The chapter's formulas by name, as a reader sees them. */
const chapter = readFileSync('content/en/04-the-gradient-of-cross-entropy.mdx', 'utf8')
const formulas = Object.fromEntries([...chapter.matchAll(/\$\$ name=([\w-]+)\n([^]*?)\n\$\$/g)].map(([, name, tex]) => [name, tex]))

const classes = { sizes: { C: [2, 6] as const }, index: { C: 'i j k' } }
const definitions = [formulas['softmax'], formulas['cross-entropy']]
const scores = parseModel({ ...classes, free: { z: 'vector', y: 'onehot' } }, definitions)
const layer = parseModel({ sizes: { C: [2, 5], D: [1, 4] }, index: { C: 'i j k' }, free: { w: 'matrix C D', x: 'vector D', b: 'vector C', y: 'onehot C' } }, [String.raw`z_i = w_i^\top x + b_i`, ...definitions])

const claims: Record<string, Omit<DerivationSpec, 'tex'>> = {
  paths: { model: scores, each: 'i', breaks: { multihot: null } },
  'loss-by-probability': { model: scores, each: 'k', breaks: { 'y: real vector': null } },
  'other-class': { model: scores, each: 'i k', where: String.raw`k \ne i` },
  'own-class': { model: scores, each: 'i' },
  jacobian: { model: scores, each: 'i k' },
  // What the chapter says of it: seven lines for any labels, the last one for those that sum to 1.
  gradient: { model: scores, each: 'i', breaks: { multihot: 8, simplex: null, 'y: real vector': 8 } },
  layer: { model: layer, each: 'i', breaks: { 'y: simplex': null } },
}

describe('the formulas of the chapter on the gradient', () => {
  test.for(Object.entries(claims))('%s holds, and breaks where the chapter says', ([name, spec]) => {
    const report = checkDerivation(parseDerivation({ ...spec, tex: formulas[name] }))
    expect(report.messages).toEqual([])
    expect(report.ok).toBe(true)
  })
  test('a score’s slopes by its own weights and bias', () => {
    const [, ...slopes] = formulas['score'].split(String.raw`, \quad `)
    for (const tex of slopes) expect(checkDerivation(parseDerivation({ model: layer, each: 'i', tex })).messages, tex).toEqual([])
  })
  test('none is left out', () => {
    expect(Object.keys(formulas).toSorted()).toEqual([...Object.keys(claims), 'softmax', 'cross-entropy', 'score'].toSorted())
  })
})
