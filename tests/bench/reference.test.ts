import { describe, expect, test } from 'vitest'
import { checkChapter } from '../../packages/notebook/src/markdown/lint/check-chapter.ts'
import { readChapter, toRanges } from '../../bench/reference/read-chapter.ts'
import { systems } from '../../bench/reference/systems/index.ts'

const chapter = readChapter()
const words = chapter.parts.flatMap((it) => (it.kind === 'words' ? [it.text] : []))
const letters = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '')

describe('the reference chapter', () => {
  test('has 25 formulas, 3 plots and 6 sliders', () => {
    const inline = words.flatMap((it) => it.match(/\$[^$\n]+\$/g) ?? [])
    const kinds = Object.groupBy(chapter.parts, ({ kind }) => kind)
    expect(inline.length + (kinds.formula?.length ?? 0)).toBe(25)
    expect(kinds.plot?.length).toBe(3)
    const ranges = chapter.parts.flatMap((it) =>
      it.kind === 'range' || it.kind === 'pair' ? toRanges(it) : [],
    )
    expect(ranges.map(({ name }) => name)).toEqual(['T', 'fox', 'badger', 'hare', 'q0', 'q1'])
  })
  test('has about 1,200 words', () => {
    const count = words.join(' ').match(/[\p{L}’']+/gu)?.length ?? 0
    expect(Math.abs(count - 1200)).toBeLessThan(100)
  })
  test('each plot tells the state that it shows', () => {
    for (const part of chapter.parts)
      if (part.kind === 'plot') expect(part.code).toContain('`T = ${T.toFixed(2)}`')
  })
  test.each(systems.map((it) => [it.title, it] as const))(
    'stands word for word, and formula for formula, in the chapter for %s',
    (_, system) => {
      const written = letters(system.write(chapter, 1).text.replaceAll('${tex`', ''))
      for (const part of chapter.parts) {
        if (part.kind === 'words')
          for (const line of part.text.split('\n')) expect(written).toContain(letters(line))
        if (part.kind === 'formula') expect(written).toContain(letters(part.tex))
      }
    },
  )
  test('is without a mistake as a chapter of this engine', () => {
    const own = systems.find(({ key }) => key === 'notebook')!
    const { path, text } = own.write(chapter, 1)
    checkChapter(path, text, {
      references: 'bench/reference/notebook/template/content/references.json',
    })
  })
})
