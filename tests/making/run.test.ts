import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'run-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** Runs a script through `run.mjs`, with arguments for Node before it and for the script behind it. */
function run(code: string, { node = [], own = [] }: { node?: string[]; own?: string[] } = {}) {
  const script = join(root, 'script.mjs')
  writeFileSync(script, code)
  const args = [...node, resolve('scripts/run.mjs'), script, ...own]
  return spawnSync(process.execPath, args, { encoding: 'utf8', input: 'given' })
}

test('a script has its own name and arguments, what stands in its standard input, and its own status', () => {
  const { stdout, stderr, status } = run(
    `import { readFileSync } from 'node:fs'
    console.log(JSON.stringify([...process.argv.slice(1), readFileSync(0, 'utf8')]))
    process.exitCode = 7`,
    { own: ['04', '--json'] },
  )
  expect([JSON.parse(stdout), stderr, status]).toEqual([
    [join(root, 'script.mjs'), '04', '--json', 'given'],
    '',
    7,
  ])
})
test.skipIf(process.platform === 'win32')(
  'V8 has a thread for each processor but one, and what is said of them stands',
  () => {
    const tell = `console.log(process.execArgv.join(' '))`
    const count = Math.max(1, availableParallelism() - 1)
    expect(run(tell).stdout.trim()).toBe(count < 4 ? `--v8-pool-size=${count}` : '')
    expect(run(tell, { node: ['--v8-pool-size=3'] }).stdout.trim()).toBe('--v8-pool-size=3')
  },
)
