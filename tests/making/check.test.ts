import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ESLint } from 'eslint'
import { describe, expect, test } from 'vitest'
import type { Told } from '../../scripts/check/print-mistakes.ts'
import { readDeadCode } from '../../scripts/check/read-dead-code.ts'
import { readFormat } from '../../scripts/check/read-format.ts'
import { lintCures, readLint } from '../../scripts/check/read-lint.ts'
import { readTypes } from '../../scripts/check/read-types.ts'
import { readOptions } from '../../scripts/check/read-options.ts'
import { runTools, withoutEchoes, type Tool } from '../../scripts/check/run-tools.ts'

const tell = ({ file, line, column, severity, message }: Told): string =>
  `${file}:${line}:${column}: ${severity}: ${message}`
const at = (place: string, message: string): Told => {
  const [file, line, column] = place.split(':')
  return { file, line: Number(line), column: Number(column), severity: 'error', message }
}

describe('what the tools tell', () => {
  test('of types is read from astro check, with colours and the lines that go on with a message', () => {
    const stdout = [
      '12:33:43 [check] Getting diagnostics for Astro files in /book...',
      '\x1B[96msrc/figures/a.ts\x1B[0m:\x1B[93m5\x1B[0m:\x1B[93m3\x1B[0m - \x1B[91merror\x1B[0m\x1B[90m ts(2322): \x1B[0mType A is not assignable to type B.',
      '  Property x is missing.',
      '    It is needed.',
      '',
      '\x1B[7m5\x1B[0m   return b.x',
      '\x1B[7m ^\x1B[0m \x1B[91m  ~~~~~~\x1B[0m',
      'src/b.astro:1:2 - warning ts(6385): old is deprecated.',
      '',
      'Result (1262 files): ',
      '- 1 error',
    ].join('\n')
    expect(readTypes({ stdout }).map(tell)).toEqual([
      'src/figures/a.ts:5:3: error: Type A is not assignable to type B. Property x is missing. It is needed. (TS2322)',
      'src/b.astro:1:2: warning: old is deprecated. (TS6385)',
    ])
  })
  test('of types is read from tsc', () => {
    const stdout =
      "src/a.ts(3,7): error TS2584: Cannot find name 'document'.\n  Change the lib.\nsrc/b.ts(1,1): error TS1005: ';' expected.\n"
    expect(readTypes({ stdout }).map(tell)).toEqual([
      "src/a.ts:3:7: error: Cannot find name 'document'. Change the lib. (TS2584)",
      "src/b.ts:1:1: error: ';' expected. (TS1005)",
    ])
  })
  test('of lint has its cure and its rule', async () => {
    const eslint = new ESLint({
      overrideConfigFile: true,
      overrideConfig: {
        linterOptions: { reportUnusedDisableDirectives: 'error' },
        rules: { 'no-var': 'error', eqeqeq: 'warn' },
      },
    })
    const results = await eslint.lintText(
      'var a = 1\n// eslint-disable-next-line no-alert\na == 2\n',
      {
        filePath: 'src/figures/a.js',
      },
    )
    expect(readLint({ stdout: JSON.stringify(results) }).map(tell)).toEqual([
      'src/figures/a.js:1:1: error: Unexpected var, use let or const instead; write `const`, or `let` where it changes (no-var)',
      "src/figures/a.js:2:1: error: Unused eslint-disable directive (no problems were reported from 'no-alert'); delete the comment",
      "src/figures/a.js:3:3: warning: Expected '===' and instead saw '=='; write three signs (eqeqeq)",
    ])
  })
  test('of lint has a cure for every rule that is set', async () => {
    const { rules = {} } = (await new ESLint().calculateConfigForFile('src/figures/index.ts')) as {
      rules?: Record<string, unknown>
    }
    expect(Object.keys(rules).sort()).toEqual(Object.keys(lintCures).sort())
  })
  test('of formatting is read from Prettier', () => {
    const folder = mkdtempSync(join(tmpdir(), 'format-'))
    writeFileSync(join(folder, 'a.ts'), 'const a   = 1')
    writeFileSync(join(folder, 'b.ts'), 'const = 1')
    writeFileSync(join(folder, 'c.ts'), 'const c = 1;\n')
    const prettier = join(process.cwd(), 'node_modules/prettier/bin/prettier.cjs')
    const output = spawnSync(process.execPath, [prettier, '--list-different', '.'], {
      cwd: folder,
      encoding: 'utf8',
    })
    rmSync(folder, { recursive: true })
    expect(readFormat(output).map(tell)).toEqual([
      'a.ts:1:1: error: not formatted; `npm run format` does it',
      expect.stringMatching(/^b\.ts:1:7: error: unreadable: /),
    ])
  })
  test('of dead code has its cure', () => {
    const stdout = JSON.stringify({
      issues: [
        {
          file: 'src/a.ts',
          files: [{ name: 'src/a.ts' }],
          exports: [{ name: 'b', line: 3, col: 14 }],
          duplicates: [[{ name: 'c', line: 5, col: 1 }, { name: 'd' }]],
          types: [],
        },
        {
          file: 'package.json',
          dependencies: [{ name: 'left-pad', line: 7, col: 6 }],
          rare: [{ name: 'e' }],
        },
      ],
    })
    expect(readDeadCode({ stdout }).map(tell)).toEqual([
      'src/a.ts:1:1: error: file that nothing imports: src/a.ts; import it, or delete it',
      'src/a.ts:3:14: error: export that nothing imports: b; take `export` away, or delete it',
      'src/a.ts:5:1: error: exported twice: c, d; keep one of the names',
      'package.json:7:6: error: dependency that nothing imports: left-pad; take it out of the package.json',
      'package.json:1:1: error: rare: e; see https://knip.dev',
    ])
  })
})

describe('what several tools tell', () => {
  const unread = (file: string): Told[] =>
    readFormat({ stdout: '', stderr: `[error] ${file}: SyntaxError: ';' expected. (2:9)\n` })
  test('of one unused name, or of one file that cannot be read, is told once', async () => {
    const types = readTypes({
      stdout:
        "a.ts(1,7): error TS6133: 'b' is declared but never read.\nc.ts(2,9): error TS1005: ';' expected.\n",
    })
    const eslint = new ESLint({ overrideConfigFile: true })
    const parsing = await eslint.lintText('\nconst = 1', { filePath: 'c.ts', warnIgnored: false })
    const lint = readLint({
      stdout: JSON.stringify([
        {
          filePath: join(process.cwd(), 'a.ts'),
          messages: [
            {
              ruleId: '@typescript-eslint/no-unused-vars',
              severity: 2,
              message: "'b' is never used.",
              line: 1,
              column: 7,
            },
          ],
        },
        ...parsing,
      ]),
    })
    expect(withoutEchoes([types, lint, types, unread('c.ts')]).map(tell)).toEqual(types.map(tell))
  })
  test('with its cure and without is told with it, whichever tool comes first', () => {
    const bare = at('a.ts:1:1', "Cannot find name 'x'. (TS2304)")
    const cured = { ...bare, message: `${bare.message}; define or import it` }
    expect(withoutEchoes([[bare], [cured]])).toEqual([cured])
    expect(withoutEchoes([[cured], [bare]])).toEqual([cured])
  })
  test('of one place, but of different things, is told twice', () => {
    const type = at('a.ts:1:1', 'Expected 1 arguments, but got 0. (TS2554)')
    const lint = at(
      'a.ts:1:1',
      'Promises must be awaited (@typescript-eslint/no-floating-promises)',
    )
    const elsewhere = unread('b.ts')
    expect(withoutEchoes([[type], [lint], elsewhere])).toEqual([type, lint, ...elsewhere])
  })
})

describe('running the tools', () => {
  const script = (code: string): string => `"${process.execPath}" -e "${code}"`
  const telling: Tool = {
    name: 'types',
    command: script("console.log('a.ts:3'), process.exit(1)"),
    read: ({ stdout }) => [at(`${stdout.trim()}:1`, 'wrong')],
  }
  test('all are run, whatever each of them tells', async () => {
    const quiet: Tool = { name: 'quiet', command: script(''), read: () => [] }
    const last: Tool = { ...telling, read: () => [at('b.ts:1:1', 'wrong')] }
    expect(await runTools([[telling, quiet, last], [quiet]])).toEqual({
      told: [at('a.ts:3:1', 'wrong'), at('b.ts:1:1', 'wrong')],
      broken: [],
    })
  })
  test('one that fails without a mistake that can be read is told in full', async () => {
    const command = script("console.error('no such configuration'), process.exit(2)")
    const { told, broken } = await runTools([
      [{ name: 'broken', command, read: () => [] }, telling],
      [{ name: 'unread', command, read: ({ stdout }) => JSON.parse(stdout) as Told[] }],
    ])
    expect(told).toEqual([at('a.ts:3:1', 'wrong')])
    expect(broken).toEqual([
      `\`${command}\` ended with 2:\nno such configuration`,
      `\`${command}\` ended with 2:\nno such configuration`,
    ])
  })
  test('those who wait are told each tool as it ends', async () => {
    const warned = (): Told[] => [{ ...at('a.ts:1:1', 'odd'), severity: 'warning' }]
    const lines: string[] = []
    await runTools(
      [
        [
          { name: 'pages', command: script(''), read: () => [] },
          telling,
          { name: 'lint', command: script(''), read: warned },
          { name: 'dead code', command: script('process.exit(2)'), read: () => [] },
        ],
      ],
      (line) => lines.push(line),
    )
    expect(lines).toEqual([
      'pages: right',
      'types: 1 wrong',
      'lint: right, 1 to look at',
      'dead code: did not end as it should',
    ])
  })
})

describe('npm run check', () => {
  const run = (...given: string[]) =>
    spawnSync(process.execPath, ['scripts/check.ts', ...given], { encoding: 'utf8' })
  test('a page that is named is checked alone', () => {
    expect(run('77')).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^no such page: 77; there are 01-/),
    })
  })
  test('an option that is not there is told', () => {
    expect(run('--jsn')).toMatchObject({
      status: 1,
      stderr: 'unknown option: --jsn; there are --json, --github and --language\n',
    })
  })
})

describe('what a check is asked for', () => {
  test('stands in its command line, in any order', () => {
    expect(readOptions([], {})).toEqual({ format: 'text', language: 'en', names: [] })
    expect(readOptions(['04', '--language', 'zh', 'notation', '--json'])).toEqual({
      format: 'json',
      language: 'zh',
      names: ['04', 'notation'],
    })
    expect(readOptions(['--github', '--language=zh'])).toMatchObject({
      format: 'github',
      language: 'zh',
    })
  })
  test('is annotations on GitHub’s runners, unless a list is asked for', () => {
    const env = { GITHUB_ACTIONS: 'true' }
    expect(readOptions(['04'], env)).toMatchObject({ format: 'github', names: ['04'] })
    expect(readOptions(['--json'], env)).toMatchObject({ format: 'json' })
    expect(readOptions([], { GITHUB_ACTIONS: 'false' })).toMatchObject({ format: 'text' })
  })
  test.each([
    [['--jsn'], 'unknown option: --jsn; there are --json, --github and --language'],
    [['--language'], 'language without a name: write it behind, as in --language zh'],
    [['--language', 'zh; rm'], 'language without a name'],
  ])('%j is refused', (given, message) => {
    expect(() => readOptions(given)).toThrow(message)
  })
})
