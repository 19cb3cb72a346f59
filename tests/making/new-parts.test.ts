import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { checkBook } from '@cellgraph/notebook/check'
import { book } from '../../src/library/config.ts'
import { findHouseRules } from '../../scripts/check/find-house-rules.ts'
import { findPlaceholders } from '../../scripts/check/find-placeholders.ts'
import { checkWords } from '../../scripts/new/check-words.ts'
import { exportedNames } from '../../scripts/new/exported-names.ts'
import { chapterText, exerciseText, tellDropped, toName } from '../../scripts/new/make.ts'
import { readTemplates } from '../../scripts/new/templates.ts'
import { checkFormulas } from '../../packages/notebook/src/markdown/formulas/check-formulas.ts'
import { parseMdx } from '../../packages/notebook/src/markdown/syntax/engine.ts'
import { readSymbols } from '../../packages/notebook/src/markdown/formulas/symbols.ts'
import { toCheckedPage } from '../book/checked.ts'
import { findUnlisted, mutatePage } from '../book/mutants.ts'
import { toSource } from '../e2e/read-source.ts'

/** A number that no chapter has. */
const number = String(readdirSync('content/en').length + 50)
const file = `content/en/${number}-two-of-three.mdx`
const chapter = chapterText('Two of three', number)

test('the names that an index exports are those of its lists, and no words of its paths', () => {
  expect(
    exportedNames(`export { markTip } from './marks/mark-tip.ts'
export { verdict, type Verdict, wave as surf } from './wave.ts'
`),
  ).toEqual(['markTip', 'verdict', 'Verdict', 'surf'])
})

describe('a new chapter', () => {
  test('a new chapter is right as it is made, and nothing in it is warned of', async () => {
    const { errors, warnings, cells } = await checkBook(new Map([[file, chapter]]), book)
    expect([...errors, ...warnings].map(({ message }) => message)).toEqual([])
    expect(cells).toBeGreaterThan(2)
  })
  test('a new chapter and a new exercise whose titles have signs are right too', async () => {
    const exercise = exerciseText("What's left: 3 & 4, a < b {c} #1")
    const text = chapterText('Odds: "softmax" & its kin, a < b {c} #1', number)
    const { errors, warnings } = await checkBook(
      new Map([[file, text.replace('## References', `${exercise}\n## References`)]]),
      book,
    )
    expect([...errors, ...warnings].map(({ message }) => message)).toEqual([])
  })
  test('a new chapter with a new exercise is right too', async () => {
    const text = chapter.replace('## References', `${exerciseText('Square roots')}\n## References`)
    const { errors, warnings } = await checkBook(new Map([[file, text]]), book)
    expect([...errors, ...warnings].map(({ message }) => message)).toEqual([])
  })
  test('a new chapter, with a new exercise too, breaks no rule of this book', () => {
    const text = chapter.replace('## References', `${exerciseText('Square roots')}\n## References`)
    const told = findHouseRules(new Map([[file, text]]), false)
    expect(told.filter(({ severity }) => severity === 'error')).toEqual([])
  })
  test('what a new chapter and exercise leave to be written is warned of, and no more', () => {
    const text = chapter.replace('## References', `${exerciseText('Square roots')}\n## References`)
    const own = text.replace('One sentence that', 'My sentence, which')
    const find = (it: string) =>
      findHouseRules(new Map([[file, it]]), false).map(
        ({ line, column, severity, message }) => `${line}:${column}: ${severity}: ${message}`,
      )
    const task = own.split('\n').indexOf('Find a number whose square is 2.') + 1
    const finding = [
      '4:10: warning: left as the template has it: What a reader finds out, in one sentence, for the card on the front page.; write what holds here',
      `${task}:1: warning: left as the template has it: Find a number whose square is 2.; write what holds here`,
    ]
    expect(find(own)).toEqual(finding)
    expect(find(text)).toEqual([
      '3:14: warning: left as the template has it: One sentence that says what a reader will know at the end.; write what holds here',
      ...finding,
    ])
  })
  test('a figure and its cell are warned of as their templates have them', () => {
    const cell = 'Text.\n\n```ts cell name=a caption="…" alt="Bars."\n1\n```\n'
    expect(findPlaceholders(file, cell)).toMatchObject([{ line: 3, column: 19 }])
    expect(findPlaceholders(file, `${cell}\n${cell}`)).toMatchObject([
      { line: 3, column: 19 },
      { line: 9, column: 19 },
    ])
    const figure = '/**\n * What the figure shows, in a sentence.\n */\n'
    expect(findPlaceholders('src/figures/a.ts', figure)).toMatchObject([{ line: 2, column: 4 }])
  })
  test('no template has a mark in what is made of it, or says share for a probability', () => {
    expect(`${chapter}${exerciseText('A')}`).not.toMatch(/[«»]/)
    expect(readTemplates().length).toBeGreaterThan(4)
    expect(readTemplates().filter((it) => /\bshares?\b/i.test(it))).toEqual([])
  })
  test('a new chapter has something of all that the tests in a browser look at', () => {
    const { cells, figures, ...counts } = toSource(file, chapter)
    expect(cells.map(({ name }) => name)).toEqual([
      'probabilities',
      'exercise-even',
      'exercise-even-verdict',
    ])
    expect(figures).toEqual(['probabilities'])
    expect(counts).toEqual({ inputs: 1, formulas: 4, exercises: 1 })
  })
  test('no mutant of its formulas passes, so that it needs no anchor and no reason', async () => {
    const page = toCheckedPage(
      number,
      await checkFormulas(parseMdx(chapter), file, {
        symbols: readSymbols('content/symbols.json'),
        library: book.library,
      }),
    )
    const fates = mutatePage(page)
    expect(fates.length).toBeGreaterThan(20)
    expect(
      findUnlisted(fates).map(({ where, rule, text }) => `${where}: ${rule}: ${text}`),
    ).toEqual([])
  })
  test('its address is made of its title', () => {
    expect(toName('Temperature & “Café”')).toBe('temperature-cafe')
    expect(() => toName('概率')).toThrow(
      'no address: 概率; a title begins with a letter from a to z',
    )
  })
  test('a title stands in quotes where it would else be read as more than text', () => {
    expect(chapterText('Two of three, again', '12')).toContain('\ntitle: Two of three, again\n')
    for (const title of ['Null', 'A: b', 'A #b', 'A {b}', "A 'b'"])
      expect(chapterText(title, '12')).toContain(`\ntitle: ${JSON.stringify(title)}\n`)
  })
  test('letters that its address leaves out are told, and accents are not', () => {
    expect(tellDropped('Ωmega', 'content/en/12-mega.mdx')).toContain(
      'leaves out ω: rename content/en/12-mega.mdx',
    )
    expect(tellDropped('“Café” & Temperature, 2', 'a.mdx')).toBe('')
  })
  test('a title without quotes is refused, with the command that is meant', () => {
    expect(() => checkWords('chapter', ['The', 'Boltzmann', 'machine'])).toThrow(
      'npm run new -- chapter "The Boltzmann machine"',
    )
    expect(() => checkWords('exercise', ['04', 'Square', 'roots'])).toThrow(
      'npm run new -- exercise 04 "Square roots"',
    )
    expect(() => checkWords('figure', ['04', 'share-rings'])).not.toThrow()
  })
})
