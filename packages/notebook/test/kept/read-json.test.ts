import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseJson } from '../../src/kept/read-json.ts'
import { runAtOnce } from '../../src/kernel/steps.ts'

/** The value that a text stands for, or the name of what is thrown. */
function outcomeOf(parse: (text: string) => unknown, text: string): string {
  try {
    return JSON.stringify(parse(text))
  } catch (error) {
    return (error as Error).name
  }
}
const inSteps = (text: string): unknown => runAtOnce(parseJson(text))
const long = `"${'x,[]{}\\"\\\\:'.repeat(15_000)}"`

describe('parseJson', () => {
  test('rests after every hundred thousand characters or so', () => {
    const rows = Array.from({ length: 200_000 }, (_, id) => ({ id, text: `row ${id}` }))
    const text = JSON.stringify({ rows, count: rows.length })
    const steps = parseJson(text)
    let rests = 0
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done) {
        expect(JSON.stringify(step.value)).toBe(text)
        break
      }
      rests += 1
    }
    expect(rests).toBeGreaterThan(text.length / 100_000)
  })
  test('reads any value as JSON.parse does, and refuses what it refuses, however long', () => {
    const sign = fc.constantFrom(
      '[',
      ']',
      '{',
      '}',
      ',',
      ':',
      '"',
      '\\',
      ' ',
      '\u00a0',
      'null',
      '1',
    )
    const texts = fc
      .tuple(fc.json(), fc.array(fc.tuple(fc.double({ min: 0, max: 1 }), sign), { maxLength: 2 }))
      .map(([json, changes]) =>
        changes.reduce((text, [part, it]) => {
          const at = Math.floor(part * text.length)
          return text.slice(0, at) + it + text.slice(at)
        }, json),
      )
    const wrap = fc.constantFrom(
      (it: string) => `[${it},${long}]`,
      (it: string) => `[${long}, ${it} ,${it}]`,
      (it: string) => `{"__proto__":${it}, "b" :${long}, "b":${it}}`,
      (it: string) => `{ "a": [ {"2":${long},"1":${it}} ] ,${it}:${long}}`,
      (it: string) => `[[${long}],${it}`,
    )
    fc.assert(
      fc.property(texts, wrap, (json, wrapped) => {
        const text = wrapped(json)
        expect(outcomeOf(inSteps, text)).toBe(outcomeOf(JSON.parse, text))
      }),
      { numRuns: 300 },
    )
  })
  test.each([
    [`[${long}}`],
    [`[${long},]`],
    [`[,${long}]`],
    [`[${long}] 1`],
    [`{${long}}`],
    [`{1:${long}}`],
    [`{"a" ${long}}`],
    [`[\u00a0${long}]`],
    [`[${long}\\]`],
    [`[${long}`],
    [`[${long.slice(0, -1)}]`],
  ])('%#: what JSON.parse refuses', (text) => {
    expect([inSteps, JSON.parse].map((parse) => outcomeOf(parse, text))).toEqual([
      'SyntaxError',
      'SyntaxError',
    ])
  })
  test('an empty list or record with many blanks is empty', () => {
    const blanks = ' \n'.repeat(100_000)
    expect([`[${blanks}]`, `{${blanks}}`].map(inSteps)).toEqual([[], {}])
  })
  test('brackets within a thousand others are refused, not run out of stack', () => {
    const deep = `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`
    expect(outcomeOf(inSteps, deep)).toBe('SyntaxError')
  })
})
