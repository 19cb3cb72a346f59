import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

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

function folderOf(path: string): string {
  const [first, name, ...rest] = path.split('/')
  if (first === 'tests') return rest.length > 0 ? name : ''
  return name === 'notebook' && rest.length > 2 ? `${name}/${rest[1]}` : name
}

function countIn(source: string): number {
  let count = 0
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isNamed(node) && /^(test|it)$/.test(rootOf(node.expression)))
      count++
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile('', source, ts.ScriptTarget.Latest))
  return count
}

/** `test('name', …)` and `test.each(cases)('name', …)`; not the `test.each(cases)` within. */
function isNamed({ arguments: [name] }: ts.CallExpression): boolean {
  return name !== undefined && (ts.isStringLiteralLike(name) || ts.isTemplateExpression(name))
}

function rootOf(callee: ts.Expression): string {
  if (ts.isCallExpression(callee) || ts.isPropertyAccessExpression(callee))
    return rootOf(callee.expression)
  return ts.isIdentifier(callee) ? callee.text : ''
}
