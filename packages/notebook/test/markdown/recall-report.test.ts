import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  checkDerivation,
  parseDerivation,
  parseModel,
  type Derivation,
  type DerivationSpec,
  type Model,
} from '@cellgraph/formula'
import { ResultCache } from '../../src/hosts/cache/result-cache.ts'
import { recallReport } from '../../src/markdown/formulas/recall-report.ts'

/** A cache that counts what it is given to keep: what is computed and holds. */
class Counting extends ResultCache {
  kept = 0
  override put(key: string, value: unknown): void {
    this.kept++
    super.put(key, value)
  }
}

let cache: Counting
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reports-'))
  cache = new Counting(folder)
})
afterEach(() => rmSync(folder, { recursive: true }))

const toModel = (top: number, slope = '2'): Model =>
  parseModel({ sizes: { C: [2, top] }, index: { C: 'i j' }, free: { z: 'vector' } }, [
    `y_i = ${slope} z_i`,
  ])

const read = (tex: string, more: Partial<DerivationSpec> = {}, model = toModel(6)): Derivation =>
  parseDerivation({ tex, model, ...more })

const aligned = (lines: string): string => String.raw`\begin{aligned} ${lines} \end{aligned}`
const twice = aligned(String.raw`y_i &= 2 z_i \\ &= z_i + z_i`)
const each = { each: 'i' }

test('a derivation that holds is checked and proved once, and its report is the same again', () => {
  const derivation = read(twice, each)
  const report = recallReport(derivation, { cache, prove: true })
  expect(report).toEqual(checkDerivation(derivation, { prove: true }))
  expect(report.ok).toBe(true)
  expect(cache.kept).toBe(2)
  expect(recallReport(read(twice, each), { cache, prove: true })).toEqual(report)
  expect(recallReport(read(twice, each), { cache })).toEqual({ ...report, grades: [] })
  expect(cache.kept).toBe(2)
})
test('proofs are added to a report that was kept without them', () => {
  recallReport(read(twice, each), { cache })
  expect(cache.kept).toBe(1)
  const report = recallReport(read(twice, each), { cache, prove: true })
  expect(report).toEqual(checkDerivation(read(twice, each), { prove: true }))
  expect(cache.kept).toBe(2)
})
test('another formula, model or attribute is checked anew', () => {
  recallReport(read(twice, each), { cache })
  const others = [
    read(aligned(String.raw`y_i &= 2 z_i \\ &= 3 z_i - z_i`), each),
    read(twice, each, toModel(5)),
    read(twice, { ...each, where: 'i \\ne 1' }),
    read(twice, { ...each, under: { z: 'simplex' } }),
    read(twice, { ...each, unchecked: { 2: 'a test' } }),
  ]
  for (const [n, derivation] of others.entries()) {
    expect(recallReport(derivation, { cache })).toEqual(checkDerivation(derivation))
    expect(cache.kept).toBe(n + 2)
  }
  const slope = read(twice, each, toModel(6, '3'))
  expect(recallReport(slope, { cache }).failures).toEqual(checkDerivation(slope).failures)
  expect(recallReport(slope, { cache }).ok).toBe(false)
})
test('mistakes are found anew each time, and so is what a function stands in for', () => {
  const wrong = aligned(String.raw`y_i &= 2 z_i \\ &= z_i + 1`)
  for (let n = 0; n < 2; n++)
    expect(recallReport(read(wrong, each), { cache }).failures).toHaveLength(1)
  const twins = { 2: { hash: 'x', value: () => 0 } }
  for (let n = 0; n < 2; n++) recallReport({ ...read(twice, each), twins } as Derivation, { cache })
  expect(cache.kept).toBe(0)
})
