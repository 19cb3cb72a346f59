import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { packageOf, toLicences, withDependencies } from '../../../src/hosts/bundle/licences.ts'

/** A folder of packages, by the paths of their files. */
function install(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'licences-'))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

describe('packageOf', () => {
  test.each([
    ['/a/node_modules/katex/dist/katex.mjs', '/a/node_modules/katex'],
    ['/a/node_modules/@lezer/lr/dist/index.js', '/a/node_modules/@lezer/lr'],
    [
      '/a/node_modules/d3/node_modules/d3-array/src/bin.js?v=1',
      '/a/node_modules/d3/node_modules/d3-array',
    ],
    ['\0/a/node_modules/acorn/acorn.js', '/a/node_modules/acorn'],
    ['/a/src/math/softmax.ts', undefined],
    ['\0notebook-kernel', undefined],
  ])('the package of %j is %s', (id, folder) => {
    expect(packageOf(id)).toBe(folder)
  })
})

describe('the licences of a site', () => {
  const root = install({
    'node_modules/plot/package.json':
      '{ "name": "plot", "version": "1.2.3", "license": "ISC", "dependencies": { "within": "1", "array": "2" } }',
    'node_modules/plot/LICENSE': 'Words of plot.\n',
    'node_modules/plot/node_modules/within/package.json':
      '{ "name": "within", "version": "1.0.0", "license": "MIT" }',
    'node_modules/plot/node_modules/within/licence.md': 'Words of within.',
    'node_modules/array/package.json':
      '{ "name": "array", "version": "2.0.0", "license": "MIT", "dependencies": { "plot": "1" } }',
    'node_modules/array/LICENSE/mit': 'Words of array.',
  })
  const plot = join(root, 'node_modules/plot')
  test('licences are collected from a package and its dependencies, resolved as in Node, once each', () => {
    expect([...withDependencies([plot])]).toEqual([
      plot,
      join(plot, 'node_modules/within'),
      join(root, 'node_modules/array'),
    ])
  })
  test('a licence is listed with name, version and text, sorted by name', () => {
    const text = toLicences(withDependencies([plot]))
    expect(text.match(/^\S+ [\d.]+: .*$/gm)).toEqual([
      'array 2.0.0: MIT',
      'plot 1.2.3: ISC',
      'within 1.0.0: MIT',
    ])
    expect(text).toMatch(
      /array 2\.0\.0: MIT\n\nWords of array\.\n\n-+\n\nplot 1\.2\.3: ISC\n\nWords of plot\.\n/,
    )
  })
  test('a package without a licence file is listed with a note', () => {
    const bare = install({
      'node_modules/bare/package.json': '{ "name": "bare", "version": "1.0.0", "license": "MIT" }',
    })
    expect(toLicences([join(bare, 'node_modules/bare')])).toContain(
      'bare 1.0.0: MIT\n\nThe package has no file with the words of its licence.',
    )
  })
  test('a dependency that is not installed fails the build', () => {
    const broken = install({
      'node_modules/broken/package.json':
        '{ "name": "broken", "dependencies": { "gone-for-good": "1" } }',
    })
    expect(() => withDependencies([join(broken, 'node_modules/broken')])).toThrow(
      'missing package: gone-for-good; run npm install',
    )
  })
})
