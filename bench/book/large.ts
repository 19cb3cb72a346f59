/**
 * What a book of many chapters takes to build: the processor's time of all processes, and the largest memory of the
 * one that builds, at first with nothing kept, then again with nothing changed. On Linux.
 *
 *     npm run bench -- large
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import { loadavg } from 'node:os'
import { resolve } from 'node:path'
import { authorEnvironment } from '../../tests/e2e/build-book.ts'
import { makeLargeBook } from './large-book.ts'

const count = Number(process.env.CHAPTERS ?? 100)
const folder = '.cache/large-book'

makeLargeBook(`${folder}/content`, count)
console.log('| chapters | kept before | processor (s) | clock (s) | memory (MB) | load |')
console.log('|---|---|---|---|---|---|')
for (const kept of ['nothing', 'all']) {
  const { processor, clock, memory } = await build()
  const load = loadavg()[0].toFixed(1)
  console.log(`| ${count} | ${kept} | ${processor} | ${clock} | ${memory} | ${load} |`)
}
rmSync(folder, { recursive: true })

/** Builds the book once. */
async function build(): Promise<{ processor: number; clock: number; memory: number }> {
  const env = authorEnvironment({
    CONTENT_DIR: `${folder}/content`,
    CACHE_DIR: `${folder}/astro`,
    NOTEBOOK_CACHE: `${folder}/results`,
    NODE_COMPILE_CACHE: `${folder}/compiled`,
    // What cells cost is known: nothing is measured.
    CI: '1',
  })
  const out = resolve(folder, 'dist')
  const args = ['scripts/run.mjs', 'node_modules/astro/bin/astro.mjs', 'build', '--outDir', out]
  const builder = spawn(
    'bash',
    ['-c', 'TIMEFORMAT="time %R %U %S"; time "$@"', 'bash', process.execPath, ...args],
    { env, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let said = ''
  for (const stream of [builder.stdout, builder.stderr])
    stream.on('data', (chunk: Buffer) => (said += String(chunk)))
  let memory = 0
  const look = setInterval(() => (memory = Math.max(memory, readMemory(builder.pid))), 100)
  const [status] = (await once(builder, 'close')) as [number]
  clearInterval(look)
  const [, clock, user, own] = (/^time ([\d.]+) ([\d.]+) ([\d.]+)$/m.exec(said) ?? []).map(Number)
  if (status !== 0) throw new Error(`the book does not build:\n${said}`)
  return { processor: Math.round(user + own), clock: Math.round(clock), memory }
}

/** The largest memory so far, in megabytes, of the process that another one has started. */
function readMemory(pid = 0): number {
  try {
    const child = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
    const [, peak = '0'] =
      /^VmHWM:\s*(\d+)/m.exec(readFileSync(`/proc/${child}/status`, 'utf8')) ?? []
    return Math.round(Number(peak) / 1024)
  } catch {
    // It has not begun yet, or is over.
    return 0
  }
}
