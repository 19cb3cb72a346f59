import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import {
  withLateFormat,
  withoutLegends,
  withoutMaps,
  withoutSchemes,
  withPureColours,
} from '../../../src/hosts/bundle/pages-plugin.ts'

const entry = fileURLToPath(import.meta.resolve('@observablehq/plot'))
const read = (file: string): string => readFileSync(join(dirname(entry), file), 'utf8')
const source = read('projection.js')

test('pages take of Plot’s projections what charts need, and none of D3’s maps', () => {
  const imported = /^import \{([^}]*)\} from "d3"/.exec(withoutMaps(source))?.[1]
  expect(imported?.match(/\w+/g)).toEqual([
    'geoClipRectangle',
    'geoPath',
    'geoStream',
    'geoTransform',
  ])
  expect(withoutMaps(source)).toMatch(/const \[geoAlbers, .*geoTransverseMercator\] = \[\]/)
})

test('Plot makes a formatter of numbers only once it formats one', () => {
  const late = withLateFormat(read('format.js'))
  expect(read('format.js')).toContain('const format = numberFormat(locale)')
  expect(late).not.toContain('const format = numberFormat(locale)')
  expect(late).toContain('numberFormat(locale).format(i)')
})

test('pages take of Plot’s schemes of colours those that it takes by itself, and those that cells name', () => {
  const schemes = withoutSchemes(read('scales/schemes.js'), (name) => name === 'blues')
  const names = [...schemes.matchAll(/^ {2}\["(\w+)"/gm)].map(([, name]) => name)
  const ofOrdinals = ['observable10', 'rdbu', 'blues', 'greys', 'turbo', 'rainbow']
  expect(names).toEqual([...ofOrdinals, 'rdbu', 'blues', 'greys', 'turbo', 'rainbow'])
  // Plot has no other of its own accord.
  const scales = ['quantitative', 'diverging', 'ordinal'].map((it) => read(`scales/${it}.js`))
  const own = scales.join('').matchAll(/(?<=scheme.*)"([a-z]+\d*)"(?= *[:;)])/g)
  const defaults = new Set([...own].map(([, name]) => name))
  expect([...defaults].filter((it) => !names.includes(it))).toEqual([])
})

test('pages take what draws a legend only where a cell names one', () => {
  const left = [
    ...withoutLegends(read('legends.js')).matchAll(/^import .*legends\/|^const \[.*$/gm),
  ]
  expect(left.map(String)).toEqual([
    'const [legendRamp] = []',
    'const [legendSwatches, legendSymbols] = []',
  ])
})

test('every list of colours of D3 may be left out by itself, and is the same as before', async () => {
  const d3Entry = import.meta.resolve('d3')
  const file = new URL('../../d3-scale-chromatic/dist/d3-scale-chromatic.mjs', d3Entry)
  const pure = withPureColours(readFileSync(file, 'utf8'))
  const lists = pure.match(/^var .*(?:colors|ramp|Array).*$/gm) ?? []
  const kept = lists.filter((it) => !it.includes('/* @__PURE__ */') && !/=>|function/.test(it))
  expect([lists.length > 60, kept]).toEqual([true, []])
  const bare = pure.replaceAll(
    /from '(d3-[\w-]+)'/g,
    (_, name: string) => `from '${import.meta.resolve(name)}'`,
  )
  const made = (await import(`data:text/javascript,${encodeURIComponent(bare)}`)) as object
  const { schemeBlues, interpolateViridis } = made as typeof import('d3')
  const d3 = await import('d3')
  expect(schemeBlues).toEqual(d3.schemeBlues)
  expect(interpolateViridis(0.3)).toBe(d3.interpolateViridis(0.3))
})
