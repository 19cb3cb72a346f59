import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { withLateFormat, withoutMaps } from '../../../src/hosts/bundle/pages-plugin.ts'

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
