import katex from 'katex'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as math from '../../src/math/index.ts'

interface Docstring {
  name: string
  summary: string
  /** The parameters as the signature has them. */
  parameters: string[]
  tags: { tag: string; text: string }[]
}

const folder = new URL('../../src/math/', import.meta.url)
const isFunction = (name: string): boolean => typeof (math as Record<string, unknown>)[name] === 'function'
const documented = readdirSync(folder)
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) => findDocstrings(readFileSync(new URL(file, folder), 'utf8')))
const functions = documented.filter(({ name }) => isFunction(name))

function findDocstrings(code: string): Docstring[] {
  const pattern = /\/\*\*\n((?: \*[^\n]*\n)+?) \*\/\nexport function\*? (\w+)(?:<[^>]*>)?\(([\s\S]*?)\): /g
  return [...code.matchAll(pattern)].map(([, text, name, parameters]) => {
    const [summary, ...tags] = text.replace(/^ \* ?/gm, '').trim().split(/\n@/)
    return {
      name,
      summary,
      parameters: [...parameters.matchAll(/(?:^|, |\n  )(\w+)\??: /g)].map(([, parameter]) => parameter),
      tags: tags.map((tag) => ({ tag: tag.split(' ')[0], text: tag.slice(tag.indexOf(' ') + 1).trim() })),
    }
  })
}

const textsOf = ({ tags }: Docstring, tag: string): string[] => tags.filter((each) => each.tag === tag).map(({ text }) => text)

describe('the docstrings, from which the reference is made', () => {
  it('stand over every function of the module', () => {
    expect(functions.map(({ name }) => name).sort()).toEqual(Object.keys(math).filter(isFunction).sort())
  })

  it.each(functions.map((each) => [each.name, each] as const))('%s: summary, every parameter, the answer and an example', (_, doc) => {
    expect(doc.summary).toMatch(/^[A-Z][^@]+[.:]/)
    expect(textsOf(doc, 'param').map((text) => text.split(' ')[0])).toEqual(doc.parameters)
    expect(textsOf(doc, 'example')).toHaveLength(1)
    for (const text of [...textsOf(doc, 'param'), ...textsOf(doc, 'throws')]) expect(text).toMatch(/^\w+ \S/)
  })

  it.each(functions.flatMap((each) => textsOf(each, 'formula').map((tex) => [each.name, tex] as const)))('%s: its formula can be set', (_, tex) => {
    expect(() => katex.renderToString(tex, { displayMode: true, strict: 'error' })).not.toThrow()
  })

  it.each(functions.flatMap((each) => textsOf(each, 'example').map((text) => [text, each.name] as const)))('%s', (text) => {
    const [code, shown] = text.split(' // ')
    const names = Object.keys(math)
    const run = new Function(...names, `return (${code})`) as (...values: unknown[]) => unknown
    expectShown(run(...names.map((name) => (math as Record<string, unknown>)[name])), shown)
  })
})

/** As a reader would compare: a number that ends in … is cut there, not rounded. */
function expectShown(value: unknown, shown: string): void {
  const numbers = /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?…?/g
  const spelled = spell(value)
  expect(spelled.replace(numbers, '#')).toBe(shown.replace(numbers, '#'))
  const computed = spelled.match(numbers) ?? []
  shown.match(numbers)?.forEach((number, i) => {
    if (number.endsWith('…')) expect(computed[i].startsWith(number.slice(0, -1)), `${computed[i]} for ${number}`).toBe(true)
    else expect(computed[i]).toBe(number)
  })
}

function spell(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spell).join(', ')}]`
  if (typeof value === 'object' && value !== null) return `{ ${Object.entries(value).map(([key, each]) => `${key}: ${spell(each)}`).join(', ')} }`
  if (typeof value === 'string') return JSON.stringify(value)
  return Object.is(value, -0) ? '-0' : String(value)
}
