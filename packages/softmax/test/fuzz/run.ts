/**
 * Fuzzes the maths module for as long as one likes:
 *
 *   npm run fuzz -- --seed 1 --minutes 60
 *
 * Each batch of cases has a seed of its own, counted up from `--seed`, so that a failure is met again with
 * `--seed <that> --cases <batch>`. `--cases` or `--minutes` says when to stop, `--function` takes one alone.
 * The worst case of each function is added to worst-errors.json, from which the reference page has its table;
 * `--fresh` starts that anew, as it must be after a change to the module, and `--dry` leaves it as it is.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { mergeOutcomes, type Failure, type Outcomes } from './fuzz.ts'
import type { Batch } from './worker.ts'

const BATCH = 5000
const TABLE = new URL('../../../../src/making/worst-errors.json', import.meta.url)

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    cases: { type: 'string' },
    minutes: { type: 'string' },
    function: { type: 'string' },
    workers: { type: 'string', default: '2' },
    fresh: { type: 'boolean', default: false },
    dry: { type: 'boolean', default: false },
  },
})

interface Answer {
  seed: number
  outcomes: Outcomes
  failures: Failure[]
}

/** What the reference page shows. */
interface Table {
  cases: number
  /** The first and the last seed of each run. */
  seeds: [first: number, last: number][]
  functions: Outcomes
}

const first = toCount('seed', values.seed)
const cases = values.cases === undefined ? Infinity : toCount('cases', values.cases)
const end = values.minutes === undefined ? Infinity : Date.now() + 60000 * Number(values.minutes)
const isEndless = cases === Infinity && end === Infinity
const limit = isEndless ? 100000 : cases
const before = values.fresh ? undefined : readTable()
let next = first
let asked = 0
let outcomes: Outcomes = {}
const failures: Failure[] = []

await Promise.all(Array.from({ length: toCount('workers', values.workers) }, work))
report()

function toCount(name: string, text: string): number {
  const value = Number(text)
  if (Number.isInteger(value) && value > 0) return value
  throw new RangeError(`invalid --${name}: ${text}; give a whole number above 0`)
}

function readTable(): Table | undefined {
  try {
    return JSON.parse(readFileSync(TABLE, 'utf8')) as Table
  } catch {
    return undefined
  }
}

/** Feeds one worker until there is no more to ask. */
function work(): Promise<void> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url))
  return new Promise((resolve, reject) => {
    const feed = (): void => {
      if (asked >= limit || Date.now() >= end) return void worker.terminate().then(() => resolve())
      const batch: Batch = {
        seed: next,
        cases: Math.min(BATCH, limit - asked),
        only: values.function,
      }
      next += 1
      asked += batch.cases
      worker.postMessage(batch)
    }
    worker.on('message', (answer: Answer) => {
      take(answer)
      feed()
    })
    worker.on('error', reject)
    feed()
  })
}

function take(answer: Answer): void {
  outcomes = mergeOutcomes(outcomes, answer.outcomes)
  for (const failure of answer.failures) {
    failures.push(failure)
    console.log(
      `seed ${failure.seed}: ${failure.name} is off by ${failure.error}, limit ${failure.limit}\n  ${failure.call}`,
    )
  }
  if (answer.seed % 20 === 0) save()
}

/** Adds what came since the last time to the table. */
function save(): void {
  if (values.dry) return
  const run: Table = { cases: count(outcomes), seeds: [[first, next - 1]], functions: outcomes }
  const table = before === undefined ? run : join(before, run)
  writeFileSync(TABLE, `${JSON.stringify(table, null, 2)}\n`)
}

function join(a: Table, b: Table): Table {
  return {
    cases: a.cases + b.cases,
    seeds: [...a.seeds, ...b.seeds],
    functions: mergeOutcomes(a.functions, b.functions),
  }
}

function count(all: Outcomes): number {
  return Object.values(all).reduce((total, outcome) => total + outcome.cases, 0)
}

function report(): void {
  save()
  const rows = Object.entries(outcomes).map(
    ([name, { cases: judged, unit, error, limit: most, call }]) => ({
      name,
      judged,
      unit,
      error,
      limit: most,
      call: call.slice(0, 80),
    }),
  )
  console.table(rows)
  console.log(
    `${count(outcomes)} cases from seeds ${first} to ${next - 1}, ${failures.length} failures`,
  )
  if (failures.length > 0) process.exitCode = 1
}
