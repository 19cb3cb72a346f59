import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { placeColumns, vectorZero } from '../../src/figures/marks/place-columns.ts'

const rem = 16

/** A length in `rem` that a rule of the styles gives, in pixels at the usual size of letters. */
function readLength(file: string, rule: RegExp): number {
  const found = rule.exec(readFileSync(`packages/notebook/src/styles/${file}.css`, 'utf8'))
  if (!found) throw new Error(`no such rule in ${file}.css: ${rule}`)
  return Number(found[1]) * rem
}

test('`vectorZero` is where the styles put the zero line of a <Vector> beside a figure', () => {
  const legend = readLength('vector', /\.vector legend \{\s*height: ([\d.]+)rem;\s*\}/)
  const below = readLength('inputs', /\.input legend \{\s*margin-block-end: ([\d.]+)rem;\s*\}/)
  const small = readLength('tokens', /--small: ([\d.]+)rem;/)
  const lines = readLength('inputs', /font: var\(--small\)\/([\d.]+) var\(--sans\)/) / rem
  const padding = readLength('vector', /\.vector output \{[^}]*padding-block-end: ([\d.]+)rem;/)
  const tall = readLength(
    'vector',
    /@container beside [^{]+\{\s*\.vector fieldset \{\s*--tall: ([\d.]+)rem;\s*\}/,
  )
  // Zero is in the middle of the bars.
  const zero = legend + below + small * lines + padding + tall / 2
  expect(Math.abs(zero - vectorZero)).toBeLessThan(1)
})

test('`placeColumns` puts the base at `vectorZero` where there is room beside a <Vector>', () => {
  expect(placeColumns(640).base).toBe(vectorZero)
  expect(placeColumns(880).base).toBe(vectorZero)
})
