/**
 * Checks everything that can be checked without running the tests: the pages, their lists and links, and the code of
 * figures, library and packages, by types, lint, formatting and dead code. All that is wrong is one list, by file and line.
 * As each of them ends, a line on stderr says so.
 *
 *     node scripts/check.ts           everything
 *     node scripts/check.ts 04        the pages of chapter 4 alone, as scripts/check-chapters.ts does
 *
 * `--json` prints a list of mistakes, `--github` one annotation for each. Warnings do not fail. `--language zh` tells
 * the mistakes of pages in Chinese; other tools speak English.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { printMistakes, type Told } from './check/print-mistakes.ts'
import { readOptionsOrExit } from './check/read-options.ts'
import { readDeadCode } from './check/read-dead-code.ts'
import { readFormat } from './check/read-format.ts'
import { readLint } from './check/read-lint.ts'
import { readTypes } from './check/read-types.ts'
import { runTools, type Tool } from './check/run-tools.ts'

const given = process.argv.slice(2)
const { format: form, language, names } = readOptionsOrExit(given)

const pages: Tool = {
  name: 'pages',
  command: `node scripts/run.mjs scripts/check-chapters.ts content tests/e2e/fixture --json --language ${language}`,
  read: ({ stdout }) => JSON.parse(stdout) as Told[],
}
const types: Tool = {
  name: 'types',
  command: 'astro check --minimumSeverity warning',
  read: readTypes,
}
const pureTypes: Tool = {
  name: 'types of the rooms that run anywhere',
  command: 'tsc --noEmit --pretty false -p tsconfig.pure.json',
  read: readTypes,
}
const lint: Tool = { name: 'lint', command: 'eslint --format json .', read: readLint }
const format: Tool = {
  name: 'formatting',
  command: 'prettier --list-different .',
  read: readFormat,
}
const deadCode: Tool = { name: 'dead code', command: 'knip --reporter json', read: readDeadCode }

if (names.length > 0) {
  const scripts = ['run.mjs', 'check-chapters.ts'].map((it) => join(import.meta.dirname, it))
  const { status } = spawnSync(process.execPath, [...scripts, ...given], { stdio: 'inherit' })
  process.exit(status ?? 1)
}
// Two rows that take about as long.
const rows = [
  [types, lint],
  [pages, pureTypes, format, deadCode],
]
// To stderr, so that a list in JSON stays one.
const { told, broken } = await runTools(rows, console.error)
printMistakes(told, form, 'Pages, types, lint, formatting and dead code')
for (const it of broken) console.error(it)
process.exitCode = broken.length > 0 || told.some((it) => it.severity === 'error') ? 1 : 0
