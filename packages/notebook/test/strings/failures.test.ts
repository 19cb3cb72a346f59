import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { failures as english, type ReasonKind } from '../../src/strings/failures/en.ts'
import { failuresOf, tellAuthor } from '../../src/strings/failures.ts'
import { loadFailures } from '../../src/strings/load-failures.ts'
import { tell, type Message } from '../../src/strings/message.ts'
import { languages, tagOf } from '../../src/strings/strings.ts'

const placesOf = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)}/g)].map(([, name]) => name).sort()

describe('the table of failures of a language', () => {
  test.each(languages)('%s has every reason, with the places of the English text', (language) => {
    const { tag, reasons } = failuresOf(language)
    expect(tag).toBe(tagOf(language))
    expect(Object.keys(reasons)).toEqual(Object.keys(english.reasons))
    for (const [kind, text] of Object.entries(english.reasons))
      expect(placesOf(reasons[kind as ReasonKind]), kind).toEqual(placesOf(text))
  })
  test.each(languages)('%s is loaded by its tag, as a table of its own', async (language) => {
    expect(await loadFailures(tagOf(language))).toBe(failuresOf(language))
  })
  test('English is used for a language without a table', async () => {
    expect(failuresOf('tlh')).toBe(english)
    expect(failuresOf(undefined)).toBe(english)
    expect(await loadFailures('constructor')).toBe(english)
  })
  test.each(languages.filter((it) => it !== 'en'))('%s has no English text', (language) => {
    const { reasons } = failuresOf(language)
    const left = Object.entries(english.reasons).filter(
      ([kind, text]) => reasons[kind as ReasonKind] === text,
    )
    expect(left).toEqual([])
  })
  test('the compiler knows the fields of each reason', () => {
    const reasons: Message[] = [
      { kind: 'apart' },
      { kind: 'write', code: 'x' },
      // @ts-expect-error This text has a place.
      { kind: 'write' },
      // @ts-expect-error This text has none.
      { kind: 'apart', code: 'x' },
      // @ts-expect-error There is no such text.
      { kind: 'shouting' },
    ]
    expect(reasons).toHaveLength(5)
  })
  test('every reason is one that the code gives', () => {
    const code = globSync('packages/notebook/src/{kernel,hosts}/**/*.ts')
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n')
    const unused = Object.keys(english.reasons).filter((kind) => !code.includes(`'${kind}'`))
    expect(unused).toEqual([])
  })
})

describe('tell', () => {
  const waiting: Message = {
    kind: 'waitsByWay',
    cell: 'a',
    way: ['b', 'c'],
    message: { kind: 'cut', text: 'RangeError: oh', count: 12_345 },
  }
  test('a reason is told with those within it, its names as code and its counts as they are written', () => {
    expect(tellAuthor(waiting)).toBe(
      'waits for cell `a` by way of `b`, `c`, which failed: RangeError: oh… 12,345 more characters',
    )
    expect(tell(waiting, failuresOf('zh'))).toBe(
      '在等单元格 `a`（经由 `b`、`c`），而它出错了：RangeError: oh……还有 12,345 个字符',
    )
  })
  test('lines are told without separators', () => {
    expect(tellAuthor({ kind: 'thrownIn', message: 'oh', cell: 'a', line: 1234 })).toBe(
      'oh, thrown in cell `a`, line 1234',
    )
  })
  test('a text of others stays as it is, whatever stands in it', () => {
    expect(tell('unknown {name} $&', failuresOf('zh'))).toBe('unknown {name} $&')
    expect(tellAuthor({ kind: 'syntax', message: '{message} {cure}' })).toBe(
      'syntax: {message} {cure}',
    )
  })
  test('a reason is the same once it was sent from a worker', () => {
    expect(structuredClone(waiting)).toEqual(waiting)
  })
})
