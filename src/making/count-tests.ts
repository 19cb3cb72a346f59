import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/** Tests of one kind, by the folder that they stand in. */
export interface TestCount {
  folder: string
  files: number
  tests: number
}

/** Counts the tests written below a folder, by its own folders; a table of cases counts once. */
export function countTests(root: string): TestCount[] {
  const counts = new Map<string, TestCount>()
  for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((it) => it.endsWith('.test.ts'))
    .sort()) {
    const [folder] = path.includes('/') ? path.split('/') : ['']
    const count = counts.get(folder) ?? { folder, files: 0, tests: 0 }
    counts.set(folder, {
      folder,
      files: count.files + 1,
      tests: count.tests + countIn(readFileSync(join(root, path), 'utf8')),
    })
  }
  return [...counts.values()]
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
