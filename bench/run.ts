/**
 * Everything that is measured, by names: `npm run bench -- [names] [options]`. Without a name it
 * measures the reference chapter in all systems. bench/README.md says what each name measures.
 */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { kinds, runReference, type Kind } from './reference/run.ts'
import { systems } from './reference/systems/index.ts'

const scripts: Record<string, { path: string; packages?: string; needsSite?: true }> = {
  maths: { path: 'bench/maths/run.ts', packages: 'bench/maths' },
  rows: { path: 'bench/maths/rows.ts' },
  simd: { path: 'bench/maths/simd.ts', packages: 'bench/maths' },
  growth: { path: 'bench/maths/growth.ts' },
  live: { path: 'bench/book/live.ts', needsSite: true },
  chapters: { path: 'bench/book/chapters.ts', needsSite: true },
  hostile: { path: 'bench/book/hostile.ts', needsSite: true },
  saves: { path: 'bench/book/saves.ts' },
  large: { path: 'bench/book/large.ts' },
  training: { path: 'bench/book/training.ts', needsSite: true },
}
const names = ['reference', ...Object.keys(scripts)]
const keys = systems.map(({ key }) => key)

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '3' },
    systems: { type: 'string', default: keys.join(',') },
    only: { type: 'string', default: kinds.join(',') },
  },
})

/** The words of a list, each of which must be one of those that there are. */
function choose<T extends string>(what: string, list: string, known: readonly T[]): T[] {
  return list.split(',').map((word) => {
    const found = known.find((it) => it === word)
    if (found === undefined) throw new Error(`unknown ${what}: ${word}; use ${known.join(', ')}`)
    return found
  })
}

function readRounds(text: string): number {
  const rounds = Number(text)
  if (Number.isInteger(rounds) && rounds > 0) return rounds
  throw new Error(`invalid rounds: ${text}; give a whole number, at least 1`)
}

function runScript(name: string): void {
  const { path, packages, needsSite } = scripts[name]
  const run = (command: string, args: string[], cwd = '.'): void =>
    void execFileSync(command, args, { cwd, stdio: 'inherit' })
  if (packages && !existsSync(`${packages}/node_modules`))
    run('npm', ['install', '--no-audit', '--no-fund'], packages)
  if (needsSite) run('npm', ['run', '--silent', 'build'])
  run(process.execPath, ['--expose-gc', path])
}

const chosen = choose('name', positionals.join(',') || 'reference', names)
const options = {
  rounds: readRounds(values.rounds),
  systems: choose('system', values.systems, keys),
  only: choose<Kind>('kind', values.only, kinds),
}
for (const name of chosen)
  if (name === 'reference') await runReference(options)
  else runScript(name)
