import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'run-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

test('a script has its own name and arguments, what stands in its standard input, and its own status', () => {
  const script = join(root, 'script.mjs')
  writeFileSync(
    script,
    `import { readFileSync } from 'node:fs'
    console.log(JSON.stringify([...process.argv.slice(1), readFileSync(0, 'utf8')]))
    process.exitCode = 7`,
  )
  const args = ['scripts/run.mjs', script, '04', '--json']
  const { stdout, stderr, status } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    input: 'given',
  })
  expect([JSON.parse(stdout), stderr, status]).toEqual([
    [join(root, 'script.mjs'), '04', '--json', 'given'],
    '',
    7,
  ])
})
test('without a script it says what it is for', () => {
  const { stderr, status } = spawnSync(process.execPath, ['scripts/run.mjs'], { encoding: 'utf8' })
  expect([stderr, status]).toEqual([
    'which script? node scripts/run.mjs scripts/check-chapters.ts\n',
    1,
  ])
})

/** How Node is started where the machine has so many processors. */
function flagsOn(processors: number, options?: string): string {
  const module = JSON.stringify(resolve('scripts/share-processors.mjs'))
  const script = join(root, 'script.mjs')
  writeFileSync(
    script,
    `import { shareProcessors } from ${module}
    shareProcessors(${processors})
    console.log(process.execArgv.join(' '))`,
  )
  const env = { ...process.env, ...(options !== undefined && { NODE_OPTIONS: options }) }
  return spawnSync(process.execPath, [script], { encoding: 'utf8', env }).stdout.trim()
}

test.skipIf(process.platform === 'win32')(
  'V8 has a thread for each processor but one, and what is said of them stands',
  () => {
    expect([1, 2, 3, 8].map((it) => flagsOn(it))).toEqual([
      '--v8-pool-size=1',
      '--v8-pool-size=1',
      '--v8-pool-size=2',
      '',
    ])
    expect(flagsOn(2, '--v8-pool-size=3')).toBe('')
  },
)
