import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import type { Root } from 'mdast'
import { VFile } from 'vfile'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { book } from '../../../../src/library/config.ts'
import { checkChapter } from '../../src/markdown/lint/check-chapter.ts'
import { findChapter } from '../../src/markdown/chapter/chapter.ts'
import { Mistakes } from '../../src/markdown/syntax/mistakes.ts'
import { checkPages } from '../../src/markdown/translation/check-pages.ts'
import { parsePage } from '../../src/markdown/translation/parse-page.ts'
import { writeTranslation } from '../../src/markdown/translation/write-translation.ts'
import { parseMdx } from '../../src/markdown/syntax/engine.ts'
import { remarkTranslation } from '../../src/markdown/translation/remark-translation.ts'
import { translatePage } from '../../src/check.ts'

const root = mkdtempSync(join(tmpdir(), 'translated-book-'))
afterAll(() => rmSync(root, { recursive: true }))
beforeEach(() => rmSync(join(root, 'content'), { recursive: true, force: true }))

const [english, chinese] = ['content/en/01-a.mdx', 'content/zh/01-a.mdx']
const options = { ...book, root, references: resolve(book.references) }

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), text)
}

const head = '---\ntitle: A\ndescription: D.\n---\n\n'
const source = `${head}First, a sentence.

<Slider name="T" min={1} max={5} step={1} value={2}>temperature $T$</Slider>

\`\`\`ts cell name=p wide caption="At \${T}." alt="A figure." table="rows"
const rows = [{ T, label: 'in degrees' }]
rows
\`\`\`

$$ name=f lit="T"
T = 3
$$

## The end

Last, $T$ again.
`

/** What is told of a translation of `source`, without its file. */
function check(text: string, from = source): string[] {
  write(english, from)
  write(chinese, text)
  const mistakes = new Mistakes(chinese)
  checkChapter(chinese, text, options, mistakes)
  return mistakes.list.map(({ message }) => message.replace(`${chinese}:`, ''))
}

/** The translation that the command begins, as if each of its blocks had been translated. */
const translated = (from = source): string =>
  writeTranslation({ file: english, text: from }).replaceAll(', untranslated', '')

describe('a translation that the command begins', () => {
  test('it has the words of its source, without code, formulas and what inputs are set to', () => {
    const text = writeTranslation({ file: english, text: source }).replace(/[\da-f]{8}/g, '…')
    expect(text).toBe(`---
# from …, untranslated
title: A
description: D.
---

{/* from …, untranslated */}
First, a sentence.

{/* from …, untranslated */}
<Slider name="T">temperature $T$</Slider>

{/* from …, untranslated */}
\`\`\`ts cell name=p caption="At \${T}." alt="A figure."
\`\`\`

$$ name=f
$$

{/* from …, untranslated */}
## The end

{/* from …, untranslated */}
Last, $T$ again.
`)
  })
  test('quotes and backslashes in captions stay as they were written', () => {
    const text = `${head}\`\`\`ts cell name=p caption="A \\\\"figure\\\\" of $\\sigma$, $\\\\{1\\\\}$." wide\n1\n\`\`\`\n`
    expect(writeTranslation({ file: english, text })).toContain(
      '\n```ts cell name=p caption="A \\\\"figure\\\\" of $\\sigma$, $\\\\{1\\\\}$."\n```\n',
    )
  })
  test('a derivation keeps its reasons, and its formula stays with the source', () => {
    const text = `${head}<Derivation name="d" model="m" at={{ y: "t" }}>\n\n$$\na &= b \\\\\n&= c\n$$\n\n1. As it is.\n\n</Derivation>\n`
    expect(writeTranslation({ file: english, text })).toContain(
      '<Derivation name="d">\n\n$$\n$$\n\n1. As it is.\n\n</Derivation>',
    )
  })
  test('it checks: all that is told is what has to be translated', () => {
    const told = check(writeTranslation({ file: english, text: source }))
    expect(told).toHaveLength(6)
    for (const it of told)
      expect(it).toMatch(
        /: ?untranslated: as it stands in content\/en\/01-a\.mdx:\d+; translate it, then take “, untranslated” out of the comment above$/,
      )
  })
  test('the command writes a page where there is none, and leaves one alone that has everything', () => {
    write(english, source)
    const path = join(root, chinese)
    expect(translatePage(path)).toBe(`${path} is begun: translate it block by block.`)
    const begun = readFileSync(path, 'utf8')
    expect(translatePage(path)).toBe(`${path} has every block of its source, and each says which.`)
    expect(readFileSync(path, 'utf8')).toBe(begun)
  })
  test('the command refuses pages of the first language, and pages without a source', () => {
    expect(() => translatePage(join(root, english))).toThrow('no translation: ')
    expect(() => translatePage(join(root, chinese))).toThrow('no source: ')
  })
})

describe('what a translation shares with its source', () => {
  test('cells take their code, values their input, formulas their TeX', () => {
    write(english, source)
    const mistakes = new Mistakes(chinese)
    const text = translated().replace('At ${T}.', '在 ${T}。')
    const tree = parsePage(text, mistakes, root)!
    const { cells, inputs } = findChapter(chinese, tree, text, mistakes)
    expect(mistakes.list).toEqual([])
    expect(cells).toMatchObject([
      {
        name: 'p',
        source: "const rows = [{ T, label: 'in degrees' }]\nrows",
        layout: 'wide',
        file: english,
        place: { line: 11, column: 1 },
      },
    ])
    expect(inputs.map(({ spec }) => spec)).toEqual([
      { kind: 'Slider', name: 'T', min: 1, max: 5, step: 1, value: 2 },
    ])
    expect(tree.children).toContainEqual(
      expect.objectContaining({ type: 'math', value: 'T = 3', meta: 'name=f lit="T"' }),
    )
  })
  test('a tree that was filled stays as it is, and one that is parsed anew becomes the same', () => {
    write(english, source)
    write(chinese, translated())
    const file = new VFile({ path: join(root, chinese), value: translated() })
    const fill = (tree: Root): Root => {
      remarkTranslation()()(tree, file)
      return tree
    }
    const filled = parsePage(translated(), new Mistakes(chinese), root)!
    const before = structuredClone(filled.children.map((it) => ('value' in it ? it.value : '')))
    const anew = fill(parseMdx(translated()))
    for (const tree of [fill(filled), anew])
      expect(tree.children.map((it) => ('value' in it ? it.value : ''))).toEqual(before)
  })
  test('texts in the code are replaced by those in the fence', () => {
    write(english, source)
    const mistakes = new Mistakes(chinese)
    const text = translated().replace(
      'figure."\n```',
      'figure."\nin degrees = 以‘度’为单位 = °\n```',
    )
    const tree = parsePage(text, mistakes, root)!
    const [cell] = findChapter(chinese, tree, text, mistakes).cells
    expect(cell.source).toContain("label: '以‘度’为单位 = °'")
  })
  test.each([
    [
      'const rows = []',
      /cell `p`: no text of the code: const rows; a translated cell has the code of its source/,
    ],
    ['in degree = 度', /cell `p`: no text of the code: in degree; /],
  ])('a cell with anything else in it is told at its line: %s', (line, message) => {
    const told = check(translated().replace('figure."\n```', `figure."\n${line}\n\`\`\``))
    expect(told).toEqual([expect.stringMatching(message)])
    expect(told[0]).toMatch(/^15:1: /)
  })
  test.each([
    [
      '<Slider name="T">',
      '<Slider name="T" min={0}>',
      '11:18: attribute of its own: min; a translation takes it from its source: leave it out',
    ],
    ['name=p caption', 'name=p wide caption', '14:1: attribute of its own: wide; '],
    ['$$ name=f\n', '$$ name=f\nT = 4\n', '17:1: formula of its own: '],
    [
      '$$ name=f\n',
      '$$ name=g\n',
      '17:1: orphaned: formula `g`; content/en/01-a.mdx has none of this name',
    ],
    ['name=p', 'name=q', '14:1: orphaned: cell `q`; content/en/01-a.mdx has none of this name'],
    ['<Slider name="T">', '<Slider name="S">', '11:1: orphaned: <Slider name="S">; '],
  ])('what it has of its own is told: %j as %j', (from, to, message) => {
    expect(check(translated().replace(from, () => to))).toContainEqual(
      expect.stringContaining(message),
    )
  })
  test('words that it leaves out are those of its source, and told', () => {
    expect(check(translated().replace(' alt="A figure."', ''))).toEqual([
      '14:1: untranslated alt: cell `p`; write it as content/en/01-a.mdx has it',
    ])
  })
  test('options of a choice are values of cells, and its labels are words', () => {
    const from = `${head}<Choice name="k" options={["soft", "hard"]}>kind</Choice>\n\n\`\`\`ts cell name=p\nk\n\`\`\`\n`
    expect(translated(from)).toContain('<Choice name="k">kind</Choice>')
    const own = (attribute: string): string[] =>
      check(translated(from).replace('<Choice name="k">', `<Choice name="k" ${attribute}>`), from)
    expect(own('labels={["软", "硬"]}')).toEqual([])
    expect(own('options={["软", "硬"]}')).toEqual([
      expect.stringContaining('attribute of its own: options; cells compare them: '),
    ])
    expect(own('labels={["软"]}')).toEqual([
      expect.stringContaining(
        'invalid labels: ["软"]; <Choice name="k"> needs one for each of its 2 options',
      ),
    ])
  })
  test('a mistake in the source is told in the source', () => {
    expect(check(translated(), source.replace('First', '<Slider'))).toEqual([
      expect.stringMatching(/^content\/en\/01-a\.mdx:/),
    ])
  })
})

describe('the check of a translation', () => {
  test('a translation of every block tells nothing, whatever code has changed', () => {
    expect(check(translated())).toEqual([])
    const changed = source
      .replace('max={5}', 'max={9}')
      .replace('{ T,', '{ T: 2 * T,')
      .replace('= 3', '= 4')
    expect(check(translated(), changed)).toEqual([])
  })
  test('lines of a paragraph may be broken elsewhere', () => {
    expect(check(translated(), source.replace('First, a', 'First,\na'))).toEqual([])
  })
  test.each([
    [
      'First, a sentence',
      'First, another sentence',
      '8:1: stale: content/en/01-a.mdx:6 has changed since; compare, take out the comment above, then npx notebook translate content/zh/01-a.mdx marks it anew',
    ],
    ['title: A', 'title: B', '1:1: stale: content/en/01-a.mdx:1 has changed since; '],
    ['caption="At', 'caption="At about', '14:1: stale: content/en/01-a.mdx:10 '],
    ['>temperature', '>heat', '11:1: stale: content/en/01-a.mdx:8 '],
    ['Last, $T$', 'Last, $2 T$', '24:1: stale: content/en/01-a.mdx:21 '],
  ])('a block whose source has changed is stale: %j, then %j', (from, to, message) => {
    expect(
      check(
        translated(),
        source.replace(from, () => to),
      ),
    ).toEqual([expect.stringContaining(message)])
  })
  test('a block that the source has got is missing behind the one before', () => {
    const more = source.replace('sentence.\n', 'sentence.\n\nA second one.\n')
    expect(check(translated(), more)).toEqual([
      '8:1: missing block: “A second one.” of content/en/01-a.mdx:8, which comes next; npx notebook translate content/zh/01-a.mdx puts it there',
    ])
  })
  test('a block that the source has no longer is orphaned', () => {
    expect(check(translated(), source.replace('First, a sentence.\n\n', ''))).toEqual([
      expect.stringMatching(/^8:1: orphaned block: “First, a sentence\.”; /),
    ])
  })
  test('a cell, an input or a formula that it lacks is missing', () => {
    expect(check(translated().replace('$$ name=f\n$$\n\n', ''))).toEqual([
      expect.stringMatching(/^14:1: missing block: formula `f` of content\/en\/01-a\.mdx:15, /),
    ])
    const pair = source.replace(
      /<Slider[^]*?<\/Slider>/,
      '<SideBySide>\n$&\n\n<Toggle name="on" value={true}>on</Toggle>\n</SideBySide>',
    )
    expect(check(translated(pair).replace('<Toggle name="on">on</Toggle>\n', ''), pair)).toEqual([
      expect.stringContaining('missing: <Toggle name="on">; content/en/01-a.mdx:8 has it'),
    ])
  })
  test('a block without a mark is told, and one that is marked as its own is not', () => {
    const unmarked = translated().replace(/\{[^\n]*\n(?=First)/, '')
    expect(check(unmarked)).toEqual([expect.stringMatching(/^7:1: unmarked block: /)])
    const own = translated().replace('## The end', '## The end\n\n{/* own */}\n给中文读者的话。')
    expect(check(own)).toEqual([])
  })
  test('a page of the first language, and one that it does not have, are not compared', () => {
    write(english, source)
    const mistakes = new Mistakes(english)
    checkChapter(english, source, options, mistakes)
    expect(mistakes.list).toEqual([])
  })
})

describe('a translation that is brought up to date', () => {
  const update = (text: string, from: string): string =>
    writeTranslation({ file: english, text: from }, { file: chinese, text })

  test('missing blocks come to their places, untranslated', () => {
    const more = `${source.replace('sentence.\n', 'sentence.\n\nA second one.\n\nA third.\n')}\nThe very last.\n`
    const updated = update(translated(), more)
    expect(updated).toMatch(
      /First, a sentence\.\n\n\{\/\* from [\da-f]{8}, untranslated \*\/\}\nA second one\.\n\n\{[^\n]*\nA third\.\n\n\{/,
    )
    expect(updated).toMatch(
      /Last, \$T\$ again\.\n\n\{[^\n]*untranslated \*\/\}\nThe very last\.\n$/,
    )
    expect(check(updated, more).map((it) => it.replace(/;.*/, ''))).toEqual([
      '11:1: untranslated: as it stands in content/en/01-a.mdx:8',
      '14:1: untranslated: as it stands in content/en/01-a.mdx:10',
      '33:1: untranslated: as it stands in content/en/01-a.mdx:27',
    ])
  })
  test('a stale block is marked anew once its mark was taken out', () => {
    const changed = source.replace('First, a', 'First, another').replace('title: A', 'title: B')
    const stale = translated()
    expect(update(stale, changed)).toBe(stale)
    const compared = stale.replace(/\{[^\n]*\n(?=First)/, '').replace(/# from[^\n]*\n/, '')
    const updated = update(compared, changed)
    expect(check(updated, changed)).toEqual([])
    expect(updated.replace(/[\da-f]{8}/g, '')).toBe(stale.replace(/[\da-f]{8}/g, ''))
  })
  test('a page that was translated without the command is marked', () => {
    const bare = translated()
      .replace(/(?:\{\/\*|#) from.*\n/g, '')
      .replace('First, a sentence.', '第一句。')
    expect(check(update(bare, source))).toEqual([])
  })
})

describe('the pages of a language', () => {
  test('pages that it lacks are told at its front page, and those without a source at themselves', () => {
    const mistakes = new Mistakes('content')
    checkPages(
      ['en/index.mdx', 'en/01-a.mdx', 'en/02-b.mdx', 'zh/index.mdx', 'zh/01-a.mdx', 'zh/03-c.mdx'],
      'content',
      mistakes,
    )
    expect(mistakes.list.map(({ message, isWarning }) => [message, isWarning])).toEqual([
      [
        'content/zh/03-c.mdx:1:1: orphaned page: 03-c.mdx; content/en has none of this name: name it as there, or take it out',
        true,
      ],
      [
        'content/zh/index.mdx:1:1: missing pages: 02-b.mdx; npx notebook translate content/zh/02-b.mdx begins one',
        true,
      ],
    ])
  })
})

describe('Chinese', () => {
  const page = (text: string): string[] => {
    const from = `${head}One.\n`
    return check(`${translated(from).replace('One.', text)}`, from)
  }
  test.each([
    '设 $x$，则 $x^2$（“平方”）大于 $0$。',
    '**重点**：概率 $p_i$、分数 $z_i$；见[参考](#text)。',
    '值为 `{ts} 1 + 1`，单位是“个”——不多不少……',
    '《书名》、「引号」与 *强调* 都可以。',
  ])('punctuation of Chinese stands beside formulas, values and marks: %s', (text) => {
    expect(page(text)).toEqual([])
  })
})
