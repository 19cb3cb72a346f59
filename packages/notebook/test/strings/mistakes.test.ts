import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import { describe, expect, expectTypeOf, test } from 'vitest'
import type { ChapterError } from '../../src/markdown/syntax/chapter-error.ts'
import { Mistakes } from '../../src/markdown/syntax/mistakes.ts'
import { failures } from '../../src/strings/failures/en.ts'
import { mistakes as english, type MistakeKind } from '../../src/strings/mistakes/en.ts'
import { mistakes as chinese } from '../../src/strings/mistakes/zh.ts'
import {
  about,
  authorLanguages,
  plainly,
  tellMistake,
  type Mistake,
} from '../../src/strings/mistakes.ts'
import { languages } from '../../src/strings/strings.ts'

const src = 'packages/notebook/src'
const codeIn = (folders: string): string[] => globSync(`${src}/{${folders}}/**/*.ts`)
const parse = (code: string): ts.SourceFile =>
  ts.createSourceFile('a.ts', code, ts.ScriptTarget.ESNext, true)

/** Some node below another, or itself. */
function find<T extends ts.Node>(node: ts.Node, is: (it: ts.Node) => it is T): T[] {
  const found = is(node) ? [node] : []
  ts.forEachChild(node, (it) => void found.push(...find(it, is)))
  return found
}

const kinds = Object.keys(english) as MistakeKind[]
const placesOf = (text: string): string[] =>
  [...new Set(Array.from(text.matchAll(/\{(\w+)\}/g), ([, name]) => name))].sort()

describe('the table of mistakes', () => {
  test('every mistake is one that the code gives', () => {
    const code = codeIn('markdown,types,reference,kernel,hosts')
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n')
    const ends = Array.from(code.matchAll(/kind: `\$\{[\w.]+\}(\w+)`/g), ([, end]) => end)
    const isGiven = (kind: string): boolean =>
      code.includes(`'${kind}'`) || ends.some((end) => kind.endsWith(end))
    // These two are given by functions beside the table.
    const others = kinds.filter((kind) => kind !== 'plain' && kind !== 'about')
    expect(others.filter((kind) => !isGiven(kind))).toEqual([])
  })

  test('no kind is one of a failure too, and no two have one text', () => {
    expect(kinds.filter((kind) => kind in failures.reasons)).toEqual([])
    const texts = Object.values<string>(english)
    expect(texts.filter((it, n) => texts.indexOf(it) !== n)).toEqual([])
  })
  test('Chinese has every mistake, with the places of the English text', () => {
    expect(Object.keys(chinese)).toEqual(Object.keys(english))
    for (const kind of kinds) expect(placesOf(chinese[kind]), kind).toEqual(placesOf(english[kind]))
  })
  test('no text holds two signs that the overlay of Astro takes for the ends of bold text or of code', () => {
    const pairs = (text: string): boolean =>
      /\*\*.+\*\*|\{mark\}.+\{mark\}/.test(text) ||
      text.replaceAll('```', '').split('`').length % 2 === 0
    for (const table of [english, chinese])
      expect(kinds.filter((kind) => pairs(table[kind]))).toEqual([])
  })
  test('Chinese has no English text', () => {
    // Code, and what is put together of places, is the same in both.
    const hasWords = (text: string): boolean =>
      /\p{Ll}{2}/u.test(text.replace(/\{\w+\}|`[^`]*`|<[^>]*>/g, ''))
    expect(
      kinds.filter((kind) => hasWords(english[kind]) && english[kind] === chinese[kind]),
    ).toEqual([])
    // Punctuation beside Chinese is Chinese.
    expect(kinds.filter((kind) => /\p{Script=Han}[,;?]/u.test(chinese[kind]))).toEqual([])
  })
  test('every language of the engine tells authors of their mistakes', () => {
    expect(authorLanguages).toEqual(languages)
  })
  test('the compiler knows the fields of each mistake, and takes no text for one', () => {
    const mistakes: Mistake[] = [
      { kind: 'emptyCell' },
      { kind: 'emptyAttribute', name: 'alt' },
      // A failure of a cell is a mistake of its author.
      { kind: 'definedTwice', name: 'a', owner: { kind: 'cell', name: 'b' } },
      // @ts-expect-error This text has a place.
      { kind: 'emptyAttribute' },
      // @ts-expect-error This text has none.
      { kind: 'emptyCell', name: 'alt' },
      // @ts-expect-error There is no such text.
      { kind: 'shouting' },
      // @ts-expect-error A sentence would be in one language.
      'empty cell',
    ]
    expect(mistakes).toHaveLength(7)
    type Reported = Parameters<Mistakes['report'] | Mistakes['warn']>[1]
    expectTypeOf<Reported>().toEqualTypeOf<Mistake>()
    expectTypeOf<ConstructorParameters<typeof ChapterError>[2]>().toEqualTypeOf<Mistake>()
  })
})

describe('a mistake', () => {
  const mistake = about(
    { kind: 'valueIn', part: { kind: 'captionOf', cell: 'a' }, source: 'b {name}' },
    { kind: 'unknownAttribute', name: 'hue', cure: { kind: 'plain', text: '' } },
  )
  test('is told with those within it, and what others wrote as it is', () => {
    expect(tellMistake(mistake)).toBe(
      'caption of cell `a`: value `b {name}`: unknown attribute: hue; ',
    )
    expect(tellMistake(mistake, 'zh')).toBe('单元格 `a` 的图注：值 `b {name}`：未知的属性：hue；')
    expect(tellMistake('a text of {others}', 'zh')).toBe('a text of {others}')
  })
  test('is told in English where a language has no words', () => {
    expect(tellMistake({ kind: 'emptyCell' }, 'tlh')).toBe(english.emptyCell)
    expect(tellMistake({ kind: 'circle', cells: ['a', 'b'] }, 'zh')).toContain('`a`、`b`')
  })
  test('keeps the braces of code in its text', () => {
    expect(tellMistake({ kind: 'value', source: 'p' })).toBe('value `{ts} p`')
    expect(tellMistake({ kind: 'missingReason', line: '3' })).toContain('{{ 3: "a limit" }}')
    expect(tellMistake({ kind: 'texSign', sign: '→' })).toContain('\\text{→}')
  })
  test('lists words plainly, and names as code', () => {
    const have: Mistake = { kind: 'aPageHas' }
    const told = (names: Extract<Mistake, { kind: 'haveNames' }>['names']): string =>
      tellMistake({ kind: 'haveNames', have, names })
    expect(told(plainly(['title', 'short']))).toBe('a page has title, short')
    expect(told(['title', 'short'])).toBe('a page has `title`, `short`')
  })
  test('has its kind and fields as data beside the English text', () => {
    const mistakes = new Mistakes('a.mdx')
    mistakes.report({ line: 2, column: 1 }, { kind: 'emptyAttribute', name: 'alt' })
    expect(mistakes.list[0]).toMatchObject({
      told: { kind: 'emptyAttribute', name: 'alt' },
      reason: 'empty attribute: alt; give it a text, or leave it out',
      message: 'a.mdx:2:1: empty attribute: alt; give it a text, or leave it out',
    })
  })
})

describe('sentences in the code that tells authors of mistakes', () => {
  /** Three words behind each other. */
  const sentence = /(?:^|[\s:;,])\p{Ll}+ \p{Ll}{2,} \p{Ll}{2,}/u

  /** What is told to nobody: errors of programmers, what is compared or taken apart, commands. */
  function isNoMessage(node: ts.Node): boolean {
    const { parent } = node
    if (ts.isNewExpression(parent))
      return /^(?:Type|Range)?Error$/.test(parent.expression.getText())
    if (ts.isPropertyAccessExpression(parent)) return parent.name.text === 'split'
    return (
      ts.isCallExpression(parent) &&
      ts.isPropertyAccessExpression(parent.expression) &&
      /^(?:startsWith|includes)$/.test(parent.expression.name.text)
    )
  }

  const isText = (it: ts.Node): it is ts.StringLiteralLike | ts.TemplateExpression =>
    ts.isStringLiteralLike(it) || ts.isTemplateExpression(it)

  function findSentences(code: string): string[] {
    return find(parse(code), isText)
      .filter((it) => !isNoMessage(it))
      .map((it) =>
        ts.isTemplateExpression(it)
          ? [it.head.text, ...it.templateSpans.map(({ literal }) => literal.text)].join('#')
          : it.text,
      )
      .filter((it) => sentence.test(it) && !it.startsWith('npx '))
  }

  const files = [
    ...codeIn('markdown,types,reference,hosts/build'),
    `${src}/kernel/compile/find-unportable.ts`,
  ]
  test.each(files)('%s has none', (file) => {
    expect(findSentences(readFileSync(file, 'utf8'))).toEqual([])
  })
  test.each([
    ["report(place, { kind: 'about', message: 'no cell: put one there' })", true],
    ['const cure = `give ${name} a value first`', true],
    ["const what = isPlain ? 'a plain text here' : name", true],
    ["throw new Error('an error of the programmer is none')", false],
    ["if (reason.includes('before the end of')) return", false],
    ['const code = `declare const ${name}: ${type}`', false],
  ])('they are found: %s', (code, isOne) => {
    expect(findSentences(code)).toHaveLength(Number(isOne))
  })
})

describe('the words for authors', () => {
  /** The modules that a file loads when it runs, now or later. */
  function loadedBy(file: string): string[] {
    const code = readFileSync(file, 'utf8')
    const found = [
      ...code.matchAll(/^(?:import|export)(?! type)[^;'"]*?from '(\.[^']+)'/gm),
      ...code.matchAll(/^import '(\.[^']+)'/gm),
      ...code.matchAll(/\bimport\(\s*'(\.[^']+)'\s*\)/g),
      ...code.matchAll(/new URL\('(\.[^']+)', import\.meta\.url\)/g),
    ]
    return found
      .map(([, path]) => join(dirname(file), path.replace(/\?.*/, '')))
      .filter((path) => path.endsWith('.ts') && existsSync(path))
  }

  function allLoadedBy(files: readonly string[]): Set<string> {
    const loaded = new Set(files)
    for (const file of loaded) for (const it of loadedBy(file)) loaded.add(it)
    return loaded
  }

  test('are loaded by no reader’s page', () => {
    const loaded = allLoadedBy(
      codeIn('elements,figure,hosts/client,hosts/worker,hosts/frame,hosts/page'),
    )
    const ofLive = [...loaded].map((it) => it.replaceAll('\\', '/'))
    expect(ofLive).toContain(`${src}/strings/failures/en.ts`)
    expect(ofLive.filter((it) => it.includes('/strings/mistakes'))).toEqual([])
  })
})
