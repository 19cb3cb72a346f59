import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { withoutMaps } from '../../../src/hosts/bundle/pages-plugin.ts'

const entry = fileURLToPath(import.meta.resolve('@observablehq/plot'))
const source = readFileSync(join(dirname(entry), 'projection.js'), 'utf8')

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
