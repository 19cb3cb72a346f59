import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { markAttributes, marksWith, type MarkData } from '../../src/figure/marks.ts'
import { readMark } from '../../src/figure/read-mark.ts'
import { writeMark } from '../../src/figure/write-mark.ts'

/** What the page reads of an element with the attributes that a figure wrote. */
function readBack(data: MarkData): MarkData {
  return readElement(writeMark(data))
}

function readElement(attributes: Record<string, string | undefined>): MarkData {
  return readMark({ getAttribute: (name) => attributes[name] ?? null })
}

const nothing = {
  drag: undefined,
  indices: undefined,
  track: undefined,
  label: undefined,
  tip: undefined,
  symbols: undefined,
  input: undefined,
  value: undefined,
}

describe('a mark written by a figure', () => {
  test.each<[string, MarkData]>([
    [
      'a handle along a line',
      { drag: 'T', track: [{ domain: [1, 20], from: [0, 9.5], to: [90, 9.5], type: 'log' }] },
    ],
    [
      'a handle in a plane',
      {
        drag: 'z',
        indices: [0, 2],
        track: [
          { domain: [0, 1], from: [0, 0], to: [9, 0] },
          { domain: [0, 1], from: [0, 9], to: [0, 0] },
        ],
        label: 'owl',
        tip: 'z = 1',
      },
    ],
    [
      'a handle in a triangle',
      {
        drag: 'p',
        track: {
          corners: [
            [0, 9],
            [9, 9],
            [4.5, 0],
          ],
        },
      },
    ],
    ['symbols', { symbols: ['p', 'sigma'] }],
    ['an option of a choice', { input: 'how', value: 'soft' }],
    ['an empty option', { input: 'how', value: '' }],
  ])('a mark is read back as it was written: %s', (_, data) => {
    expect(readBack(data)).toEqual({ ...nothing, ...data })
  })
  test('a mark has attributes only for the data that it is given', () => {
    expect(
      Object.values(writeMark({ tip: 'seen 3 times' })).filter((it) => it !== undefined),
    ).toEqual(['seen 3 times'])
  })
  test('a track is written with one decimal', () => {
    const track = [{ domain: [0, 1], from: [1.26, 0], to: [7.3333, 0] }] as const
    expect(readBack({ track: [...track] }).track).toEqual([
      { domain: [0, 1], from: [1.3, 0], to: [7.3, 0] },
    ])
  })
})

describe('a mark written by untrusted code', () => {
  test('an invalid track is read as no track', () => {
    for (const track of ['', '{', '[]', '[{"domain":[0,0]}]', '{"corners":[[0,0],[1,1],[2,2]]}']) {
      expect(readElement({ [markAttributes.track]: track }).track, track).toBeUndefined()
    }
  })
  test('an index that is not a number is read as NaN', () => {
    expect(readElement({ [markAttributes.indices]: 'constructor' }).indices).toEqual([NaN])
  })
})

describe('the attributes of marks', () => {
  const names = Object.values(markAttributes)
  const files = ['src', 'packages/notebook/src']
    .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
    .filter((it) => it.isFile())
    .map((it) => join(it.parentPath, it.name))
  const findIn = (ending: RegExp, spelling: RegExp): string[] =>
    files
      .filter((file) => ending.test(file))
      .flatMap((file) => {
        const code = readFileSync(file, 'utf8').replace(/^\s*(\/\/|\/?\*).*$/gm, '')
        return [...code.matchAll(spelling)].map(([, name]) => `${file}: ${name}`)
      })

  test('mark attributes are spelled out in a single file of the code', () => {
    const short = names.map((name) => name.replace('data-', '')).join('|')
    const spelled = findIn(
      /\.(ts|astro)$/,
      new RegExp(`(data-(?:${short})\\b|dataset\\['(?:${short})'\\])`, 'g'),
    )
    expect([...new Set(spelled)].sort()).toEqual(
      names.map((name) => `packages/notebook/src/figure/marks.ts: ${name}`).sort(),
    )
  })
  test('styles select marks by their input, symbols and tip attributes alone', () => {
    const styled = findIn(/\.css$/, /(?:svg|\.drawn) \[(data-[\w-]+)\]/g)
    const used = [...new Set(styled.map((it) => it.split(': ')[1]))].sort()
    expect(used).toEqual([markAttributes.input, markAttributes.symbols, markAttributes.tip].sort())
  })
  test('`marksWith` selects marks by the name of an attribute', () => {
    expect(marksWith('drag')).toBe('[data-drag]')
  })
})
