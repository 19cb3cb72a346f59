import type { Root } from 'mdast'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { visit } from 'unist-util-visit'
import { describe, expect, test } from 'vitest'
import { countMistakes, countTests } from '../../src/making/count-tests.ts'
import { listTests } from '../../src/making/list-tests.ts'

/** The texts of a table's cells, row by row. */
function cellsOf(tree: Root): string[][] {
  const rows: string[][] = []
  visit(tree, 'tableRow', (row) => {
    rows.push(
      row.children.map(({ children: [text] }) => (text && 'value' in text ? text.value : '')),
    )
  })
  return rows
}

describe('the count of tests', () => {
  const root = mkdtempSync(join(tmpdir(), 'tests-'))
  mkdirSync(join(root, 'packages/softmax/test/deep'), { recursive: true })
  mkdirSync(join(root, 'tests'))
  writeFileSync(
    join(root, 'packages/softmax/test/a.test.ts'),
    `
    import { test } from 'vitest'
    describe('test', () => {
      test('one', () => {})
      test.each([['two', 2], ['two', 3]])('%s', (name: string, n: number) => { contest('three') })
    })`,
  )
  writeFileSync(
    join(root, 'packages/softmax/test/deep/b.test.ts'),
    'it.skip(`four ${1}`, () => { "test(\'five\')" })',
  )
  writeFileSync(join(root, 'packages/softmax/test/helper.ts'), "test('none', () => {})")
  writeFileSync(join(root, 'tests/text.test.ts'), "test('six', () => {})")

  test('tests are counted by folder, a table of cases once, and calls in strings or other names not at all', () => {
    expect(countTests(root)).toEqual([
      { folder: 'softmax', files: 2, tests: 3 },
      { folder: '', files: 1, tests: 1 },
    ])
  })
  test('the counts become a table with their sum', () => {
    expect(cellsOf({ type: 'root', children: [listTests(root)] })).toEqual([
      ['what is tested', 'tests', 'files'],
      ['the maths', '3', '2'],
      [expect.any(String), '1', '1'],
      ['all', '4', '3'],
    ])
    const [head, maths] = cellsOf({ type: 'root', children: [listTests(root, 'zh')] })
    expect([head, maths]).toEqual([
      ['测试的内容', '测试', '文件'],
      ['数学', '3', '2'],
    ])
  })
  test('a mistake counts where something is told of its page, and its number stands in its row', () => {
    const root = mkdtempSync(join(tmpdir(), 'mistakes-'))
    const folder = join(root, 'packages/notebook/test/mistakes')
    mkdirSync(folder, { recursive: true })
    writeFileSync(
      join(folder, 'a.txt'),
      '=== one\n=a\n--> 5:1: no\n--> 5:2: no\n=== right\nText.\n',
    )
    writeFileSync(join(folder, 'b.txt'), '=== two\nText.\n--> 5:1: no\n')
    writeFileSync(join(folder, 'told.test.ts'), "test('each', () => {})")
    expect(countMistakes(root)).toBe(2)
    for (const [language, said] of [
      ['en', 'the messages for 2 mistakes that authors make'],
      ['zh', '针对作者 2 种错误的消息'],
    ])
      expect(cellsOf({ type: 'root', children: [listTests(root, language)] })[1]).toEqual([
        said,
        '1',
        '1',
      ])
  })
  test('every folder of tests in this project has a subject', () => {
    expect(() => listTests(process.cwd())).not.toThrow()
  })
  test('a folder of tests without a subject is refused', () => {
    mkdirSync(join(root, 'tests/strange'))
    writeFileSync(join(root, 'tests/strange/c.test.ts'), "test('seven', () => {})")
    expect(() => listTests(root)).toThrow(
      'tests of no subject: strange; say in src/making/words.ts what they hold',
    )
  })
})
