/**
 * Speed and accuracy of softmax and log-sum-exp beside their peers.
 *
 *   npm run bench -- maths
 *
 * Speed: in each round every contender runs once, in turn, for half a millisecond or one call; its time is divided
 * by that of the textbook loop in the same round, and the median of these ratios is shown. So what else the
 * machine does falls on all alike, and seldom within a turn: turns as long as the scheduler's own would each be
 * cut somewhere on a busy machine. Times are the least of the rounds. Accuracy: the worst error over the table
 * of exact values in packages/softmax/test, in units of the last place of a double (float32 peers are held to
 * a double's too: half of one of their own units is 2.7e8), and how many answers are not finite where the exact
 * one is.
 */
import { fromDecimal, ulpError } from '../../packages/softmax/test/ulp.ts'
import { inputOf, readVectors } from '../../packages/softmax/test/vectors.ts'
import { batchPeers, loadPeers, type Peer, type Prepared } from './peers.ts'

type Quantity = 'softmax' | 'logSumExp'

/** Rows of ten, ten thousand of them, are what a classifier of digits has. */
const BATCH = { rows: 10000, columns: 10, rounds: 100 }
const SIZES = [
  { n: 10, rounds: 200 },
  { n: 1000, rounds: 200 },
  { n: 1000000, rounds: 25 },
]
/** How long a turn is, in nanoseconds. */
const TURN = 5e5
/** How long each runs before it is timed, so that the engine has compiled it for good. */
const WARM_UP = 5e7

interface Timing {
  nanoseconds: number
  ratio: number
}

if (!process.argv.includes('rows')) await runVectors()
await runRows()

async function runVectors(): Promise<void> {
  const peers = await loadPeers()
  const accuracy = await measureAccuracy(peers)
  for (const quantity of ['softmax', 'logSumExp'] as const) {
    const rows = new Map<string, Record<string, string>>()
    for (const { n, rounds } of SIZES) {
      const x = scores(n)
      const runs = toRuns(peers, quantity, (peer) => peer.prepare(x))
      addColumn(rows, `n = ${n}`, n, await measure(runs, rounds))
    }
    for (const [name, row] of rows) Object.assign(row, accuracy[quantity].get(name))
    console.log(`\n${quantity}: nanoseconds an element, and times the textbook loop`)
    console.table(Object.fromEntries(rows))
  }
}

async function runRows(): Promise<void> {
  const x = scores(BATCH.rows * BATCH.columns)
  const rows = new Map<string, Record<string, string>>()
  for (const quantity of ['softmax', 'logSumExp'] as const) {
    const runs = toRuns(batchPeers, quantity, (peer) => peer.prepareRows?.(x, BATCH.columns))
    addColumn(rows, quantity, x.length, await measure(runs, BATCH.rounds))
  }
  console.log(
    `\n${BATCH.rows} rows of ${BATCH.columns}: nanoseconds an element, and times the textbook double loop`,
  )
  console.table(Object.fromEntries(rows))
}

function toRuns(
  peers: readonly Peer[],
  quantity: Quantity,
  prepare: (peer: Peer) => Prepared | undefined,
): Map<string, () => unknown> {
  return new Map(
    peers.flatMap((peer) => {
      const run = prepare(peer)?.[quantity]
      return run === undefined ? [] : [[peer.name, run] as const]
    }),
  )
}

function addColumn(
  rows: Map<string, Record<string, string>>,
  column: string,
  n: number,
  timings: Map<string, Timing>,
): void {
  for (const [name, { nanoseconds, ratio }] of timings) {
    const row = rows.get(name) ?? {}
    row[column] = `${(nanoseconds / n).toPrecision(3)} ns  ${ratio.toFixed(2)} ×`
    rows.set(name, row)
  }
}

/** The first of the runs is the one that the others are held against. */
async function measure(
  runs: Map<string, () => unknown>,
  rounds: number,
): Promise<Map<string, Timing>> {
  const batches = new Map<string, number>()
  for (const [name, run] of runs) batches.set(name, await findBatch(run))
  const times = new Map<string, number[]>([...runs.keys()].map((name) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of runs) times.get(name)!.push(await time(run, batches.get(name)!))
  }
  const [textbook] = times.values()
  return new Map(
    [...times].map(([name, own]) => [
      name,
      { nanoseconds: Math.min(...own), ratio: median(own.map((value, i) => value / textbook[i])) },
    ]),
  )
}

/** How many calls fill a turn, found while warming up. */
async function findBatch(run: () => unknown): Promise<number> {
  for (let batch = 1; ; batch *= 2) {
    const taken = (await time(run, batch)) * batch
    if (taken > WARM_UP) return Math.max(1, Math.round((batch * TURN) / taken))
  }
}

/** Nanoseconds a call. */
async function time(run: () => unknown, batch: number): Promise<number> {
  const isAsync = run() instanceof Promise
  const start = process.hrtime.bigint()
  if (isAsync) for (let i = 0; i < batch; i++) await run()
  else for (let i = 0; i < batch; i++) run()
  return Number(process.hrtime.bigint() - start) / batch
}

async function measureAccuracy(
  peers: readonly Peer[],
): Promise<Record<Quantity, Map<string, Record<string, string>>>> {
  const result = {
    softmax: new Map<string, Record<string, string>>(),
    logSumExp: new Map<string, Record<string, string>>(),
  }
  for (const peer of peers) {
    const errors = { softmax: [] as number[], logSumExp: [] as number[] }
    for (const vector of readVectors().cases.filter(({ n }) => n <= 1000)) {
      const prepared = peer.prepare(inputOf(vector))
      await collect(errors, prepared, vector)
    }
    for (const quantity of ['softmax', 'logSumExp'] as const)
      if (errors[quantity].length > 0)
        result[quantity].set(peer.name, describe(errors[quantity], peer))
  }
  return result
}

async function collect(
  errors: Record<Quantity, number[]>,
  prepared: Prepared,
  vector: ReturnType<typeof readVectors>['cases'][number],
): Promise<void> {
  const p = await prepared.softmax()
  const listed = vector.softmax ?? vector.softmaxAt!
  const at = vector.at ?? listed.map((_, i) => i)
  errors.softmax.push(Math.max(...at.map((place, k) => ulpError(p[place], fromDecimal(listed[k])))))
  if (prepared.logSumExp !== undefined)
    errors.logSumExp.push(ulpError(await prepared.logSumExp(), fromDecimal(vector.lse)))
}

function describe(errors: readonly number[], { precision }: Peer): Record<string, string> {
  const finite = errors.filter(Number.isFinite)
  return {
    precision,
    'median ulp': median(finite).toPrecision(3),
    'worst ulp': Math.max(...finite).toPrecision(3),
    'not finite': String(errors.length - finite.length),
  }
}

function scores(n: number): Float64Array {
  let state = 1
  const next = (): number => (state = (Math.imul(1664525, state) + 1013904223) >>> 0) / 2 ** 32
  return Float64Array.from({ length: n }, () => 6 * (next() + next() + next() - 1.5))
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]
}
