import katex from 'katex'
import { describe, expect, it } from 'vitest'
import * as math from '../src/index.ts'
import { findMissing } from '../../notebook/src/reference/check-entry.ts'
import type { Example } from '../../notebook/src/reference/entry.ts'
import { entries, functions } from './claimed.ts'

const named = functions.map((entry) => [entry.name, entry] as const)
const exported = Object.entries(math)
  .filter(([, value]) => typeof value === 'function')
  .map(([name]) => name)

describe('the docstrings, from which the reference is made', () => {
  it('stand over every function of the module', () => {
    expect(functions.map(({ name }) => name).sort()).toEqual(exported.sort())
  })

  it.each(entries.map((entry) => [entry.name, entry] as const))(
    '%s: a summary; and of a function formula, domain, answer, errors, accuracy, source and example',
    (_, entry) => {
      expect(findMissing(entry)).toEqual([])
    },
  )

  it.each(named)(
    '%s: its summary is a sentence, and no text is cut off',
    (_, { summary, parameters, returns, errors, accuracy, source }) => {
      expect(summary).toMatch(/^[A-Z][^@]+[.:]$/)
      for (const { text } of [...parameters, returns!, { text: accuracy! }, { text: source! }])
        expect(text).toMatch(/^[^\s.][^]*[^\s;,]$/)
      for (const { type, text } of errors)
        expect(`${type} ${text}`).toMatch(/^((RangeError|TypeError) when \S|never : \S)/)
    },
  )

  it.each(named)('%s: its formula can be set', (_, { formula }) => {
    expect(() =>
      katex.renderToString(formula!, { displayMode: true, strict: 'error' }),
    ).not.toThrow()
  })

  it.each(named)('%s: its example comes to what is shown', (_, { example }) => {
    expect(example?.shown).toBeTruthy()
    expectShown(evaluate(example!), example!.shown!)
  })

  it.each(named)('%s: its example is of it', (name, { example }) => {
    expect(example?.code).toContain(`${name}(`)
  })
})

/** The value of the last line, after all lines before it. */
function evaluate({ code }: Example): unknown {
  const lines = code.split('\n')
  const body = [...lines.slice(0, -1), `return (${lines.at(-1)})`].join('\n')
  return new Function(...Object.keys(math), body)(...Object.values(math)) as unknown
}

/** As a reader would compare: a number that ends in … is cut there, not rounded. */
function expectShown(value: unknown, shown: string): void {
  const numbers = /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?…?/g
  const spelled = spell(value)
  expect(spelled.replace(numbers, '#')).toBe(shown.replace(numbers, '#'))
  const computed = spelled.match(numbers) ?? []
  shown.match(numbers)?.forEach((number, i) => {
    if (number.endsWith('…'))
      expect(computed[i].startsWith(number.slice(0, -1)), `${computed[i]} for ${number}`).toBe(true)
    else expect(computed[i]).toBe(number)
  })
}

function spell(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spell).join(', ')}]`
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value)
      .map(([key, each]) => `${key}: ${spell(each)}`)
      .join(', ')} }`
  if (typeof value === 'string') return JSON.stringify(value)
  return Object.is(value, -0) ? '-0' : String(value)
}
