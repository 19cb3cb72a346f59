import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync, Visitor, type ESTree } from 'rolldown/utils'

/** Tests of one kind, by the folder that they stand in. */
export interface TestCount {
  folder: string
  files: number
  tests: number
}

/**
 * Counts the tests written in a project's `tests` and in those of its packages, by folder; a table of cases counts once.
 * The tests of a package stand under its name, and under its folder's where it has some.
 */
export function countTests(root: string): TestCount[] {
  const counts = new Map<string, TestCount>()
  for (const path of findTests(root)) {
    const folder = folderOf(path)
    const { files, tests } = counts.get(folder) ?? { files: 0, tests: 0 }
    const found = countIn(readFileSync(join(root, path), 'utf8'))
    counts.set(folder, { folder, files: files + 1, tests: tests + found })
  }
  return [...counts.values()]
}

/** The files of tests of a project and its packages. */
export function findTests(root: string): string[] {
  const folders = ['tests', ...globSync('packages/*/test', { cwd: root })]
  return folders.flatMap((folder) => globSync(`${folder}/**/*.test.ts`, { cwd: root })).sort()
}

/** The files of pages with mistakes, each with what is told of them. */
export const findMistakes = (root: string): string[] =>
  globSync('packages/notebook/test/mistakes/*.txt', { cwd: root }).sort()

/** Counts the pages of which a mistake is told: some pages among them are right, and show that nothing is. */
export function countMistakes(root: string): number {
  const pages = findMistakes(root).flatMap((path) =>
    readFileSync(join(root, path), 'utf8').split(/^=== /m),
  )
  return pages.filter((it) => it.includes('\n--> ')).length
}

function folderOf(path: string): string {
  const [first, name, ...rest] = path.split('/')
  if (first === 'tests') return rest.length > 0 ? name : ''
  return name === 'notebook' && rest.length > 2 ? `${name}/${rest[1]}` : name
}

function countIn(source: string): number {
  let count = 0
  const visitor = new Visitor({
    CallExpression(call) {
      if (isNamed(call) && /^(test|it)$/.test(rootOf(call.callee))) count++
    },
  })
  visitor.visit(parseSync('', source, { lang: 'ts' }).program)
  return count
}

/** `test('name', …)` and `test.each(cases)('name', …)`; not the `test.each(cases)` within. */
function isNamed({ arguments: [name] }: ESTree.CallExpression): boolean {
  return name?.type === 'TemplateLiteral' || (name?.type === 'Literal' && isText(name.value))
}

const isText = (value: unknown): boolean => typeof value === 'string'

function rootOf(callee: ESTree.Expression): string {
  if (callee.type === 'CallExpression') return rootOf(callee.callee)
  if (callee.type === 'MemberExpression') return rootOf(callee.object)
  return callee.type === 'Identifier' ? callee.name : ''
}
