import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { narrowBorder } from '../src/hosts/widths.ts'

/** Below it a window is narrow since its letters are very large: that chooses no drawing. */
const largeLetters = 20

/** The widths of media queries in `rem`, by the sheet that has them. */
const queries = readdirSync('packages/notebook/src/styles')
  .filter((name) => name.endsWith('.css'))
  .flatMap((name) => {
    const sheet = readFileSync(`packages/notebook/src/styles/${name}`, 'utf8')
    return [...sheet.matchAll(/@media \(width (<|>=) ([\d.]+)rem\)/g)].map(([, sign, width]) => {
      return { name, sign, width: Number(width) }
    })
  })
  .filter(({ width }) => width >= largeLetters)

describe('narrowBorder', () => {
  test('the styles that choose between both drawings use `narrowBorder`', () => {
    const output = queries.filter(({ name }) => name === 'output.css')
    expect(output.map(({ sign, width }) => `width ${sign} ${width}rem`)).toEqual([
      `width < ${narrowBorder}`,
    ])
  })
  test('`narrowBorder` is the smallest width in the media queries', () => {
    expect(Math.min(...queries.map(({ width }) => width))).toBe(parseFloat(narrowBorder))
  })
  test('no other media query has a width near `narrowBorder`', () => {
    const border = parseFloat(narrowBorder)
    expect(queries.filter(({ width }) => width !== border && Math.abs(width - border) < 4)).toEqual(
      [],
    )
  })
})
