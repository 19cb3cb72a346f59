import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as math from '../src/index.ts'
import { FINGERPRINT, fingerprint } from './fingerprint.ts'
import { readVectors } from './vectors.ts'

describe('the same bits everywhere', () => {
  it('the results over the table of exact values have the known fingerprint', () => {
    expect(fingerprint(math, readVectors())).toBe(FINGERPRINT)
  })

  it('one changed bit changes the fingerprint', () => {
    const bent = {
      ...math,
      logSumExp: (z: Float64Array, options?: { temperature?: number }) =>
        nudge(math.logSumExp(z, options)),
    }
    let calls = 0
    function nudge(x: number): number {
      return ++calls === 100 ? x + x * Number.EPSILON : x
    }
    expect(fingerprint(bent, readVectors())).not.toBe(FINGERPRINT)
    expect(calls).toBeGreaterThan(100)
  })

  it('no file of the module uses a function of Math that engines may round differently', () => {
    const folder = new URL('../src/', import.meta.url)
    const exactOnes = new Set([
      'abs',
      'floor',
      'trunc',
      'round',
      'min',
      'max',
      'sign',
      'fround',
      'sqrt',
      'imul',
      'clz32',
      'E',
      'LN2',
    ])
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    for (const file of files.filter((it) => it.endsWith('.ts'))) {
      const code = readFileSync(new URL(file, folder), 'utf8').replace(
        /\/\*[\s\S]*?\*\/|\/\/.*/g,
        '',
      )
      const used = [...code.matchAll(/\bMath\.(\w+)/g)].map(([, name]) => name)
      expect(
        used.filter((name) => !exactOnes.has(name)),
        file,
      ).toEqual([])
      expect(code.match(/\*\*/), `${file} has a power`).toBeNull()
    }
  })
})
