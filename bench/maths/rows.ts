/**
 * How each function of rows compares with its list version, called once for each row.
 *
 *   npm run bench -- rows
 *
 * Both read doubles and write to `out`, and the list version finds its rows and the places of its answers made
 * beforehand. In each round the two run once, in turn, for a millisecond or one call; what is shown are the
 * median of their ratios, the quarters of the ratios below and above, and the nanoseconds of a row.
 */
import * as math from 'accurate-softmax'

const NUMBERS = 20000
const COLUMNS = [10, 100]
const ROUNDS = 101
/** How long a turn is, in nanoseconds. */
const TURN = 1e6
/** How long each runs before it is timed, so that the engine has compiled it for good. */
const WARM_UP = 1e8

interface Batch {
  shape: { rows: number; columns: number }
  scores: Float64Array
  shares: Float64Array
  flags: Float64Array
  labels: Int32Array
  out: Float64Array
  numbers: Float64Array
}

interface Row {
  scores: Float64Array
  shares: Float64Array
  flags: Float64Array
  label: number
  own: { out: Float64Array }
}

interface Contest {
  rows: (batch: Batch) => unknown
  list: (row: Row) => unknown
}

const contests: Record<string, Contest> = {
  softmax: {
    rows: ({ scores, shape, out }) => math.softmaxRows(scores, { ...shape, out }),
    list: ({ scores, own }) => math.softmax(scores, own),
  },
  logSoftmax: {
    rows: ({ scores, shape, out }) => math.logSoftmaxRows(scores, { ...shape, out }),
    list: ({ scores, own }) => math.logSoftmax(scores, own),
  },
  hardmax: {
    rows: ({ scores, shape, out }) => math.hardmaxRows(scores, { ...shape, out }),
    list: ({ scores, own }) => math.hardmax(scores, own),
  },
  sparsemax: {
    rows: ({ scores, shape, out }) => math.sparsemaxRows(scores, { ...shape, out }),
    list: ({ scores, own }) => math.sparsemax(scores, own),
  },
  entmax: {
    rows: ({ scores, shape, out }) => math.entmaxRows(scores, { ...shape, out }),
    list: ({ scores, own }) => math.entmax(scores, own),
  },
  logSumExp: {
    rows: ({ scores, shape, numbers }) => math.logSumExpRows(scores, { ...shape, out: numbers }),
    list: ({ scores }) => math.logSumExp(scores),
  },
  entropy: {
    rows: ({ shares, shape, numbers }) => math.entropyRows(shares, { ...shape, out: numbers }),
    list: ({ shares }) => math.entropy(shares),
  },
  entropyOfLogits: {
    rows: ({ scores, shape, numbers }) =>
      math.entropyOfLogitsRows(scores, { ...shape, out: numbers }),
    list: ({ scores }) => math.entropyOfLogits(scores),
  },
  crossEntropy: {
    rows: ({ scores, labels, shape, numbers }) =>
      math.crossEntropyRows(scores, labels, { ...shape, out: numbers }),
    list: ({ scores, label }) => math.crossEntropy(scores, label),
  },
  crossEntropyGradient: {
    rows: ({ scores, labels, shape, out }) =>
      math.crossEntropyGradientRows(scores, labels, { ...shape, out }),
    list: ({ scores, label, own }) => math.crossEntropyGradient(scores, label, own),
  },
  binaryCrossEntropy: {
    rows: ({ scores, flags, shape, numbers }) =>
      math.binaryCrossEntropyRows(scores, flags, { ...shape, out: numbers }),
    list: ({ scores, flags }) => math.binaryCrossEntropy(scores, flags),
  },
  binaryCrossEntropyGradient: {
    rows: ({ scores, flags, shape, out }) =>
      math.binaryCrossEntropyGradientRows(scores, flags, { ...shape, out }),
    list: ({ scores, flags, own }) => math.binaryCrossEntropyGradient(scores, flags, own),
  },
  'binaryCrossEntropyGradient, targets between': {
    rows: ({ scores, shares, shape, out }) =>
      math.binaryCrossEntropyGradientRows(scores, shares, { ...shape, out }),
    list: ({ scores, shares, own }) => math.binaryCrossEntropyGradient(scores, shares, own),
  },
}

for (const columns of COLUMNS) {
  const batch = makeBatch(columns)
  const rows = toRows(batch)
  console.log(
    `\n${batch.shape.rows} rows of ${columns}: times the list version, called for each row`,
  )
  const measured = Object.entries(contests).map(([name, contest]) => [
    name,
    measure(contest, batch, rows),
  ])
  console.table(Object.fromEntries(measured))
}

function measure({ rows, list }: Contest, batch: Batch, each: Row[]): Record<string, string> {
  const runs = [
    () => rows(batch),
    () => {
      for (let r = 0; r < each.length; r++) list(each[r])
    },
  ]
  const counts = runs.map(findCount)
  const times: number[][] = [[], []]
  for (let round = 0; round < ROUNDS; round++)
    for (const k of round % 2 === 0 ? [0, 1] : [1, 0]) times[k].push(time(runs[k], counts[k]))
  const ratios = times[0].map((value, round) => value / times[1][round]).toSorted((a, b) => a - b)
  const at = (part: number): string => ratios[Math.round(part * (ROUNDS - 1))].toFixed(2)
  const least = (k: number): string => (Math.min(...times[k]) / each.length).toFixed(0)
  return {
    median: at(0.5),
    'lower quarter': at(0.25),
    'upper quarter': at(0.75),
    'ns a row': least(0),
    'ns a call': least(1),
  }
}

/** How many calls fill a turn, found while warming up. */
function findCount(run: () => unknown): number {
  for (let count = 1; ; count *= 2) {
    const taken = time(run, count) * count
    if (taken > WARM_UP) return Math.max(1, Math.round((count * TURN) / taken))
  }
}

/** Nanoseconds a call. */
function time(run: () => unknown, count: number): number {
  const start = process.hrtime.bigint()
  for (let i = 0; i < count; i++) run()
  return Number(process.hrtime.bigint() - start) / count
}

function makeBatch(columns: number): Batch {
  const shape = { rows: NUMBERS / columns, columns }
  const random = math.randomSource(1)
  const scores = Float64Array.from(
    { length: NUMBERS },
    () => 6 * (random() + random() + random() - 1.5),
  )
  return {
    shape,
    scores,
    shares: math.softmaxRows(scores, shape),
    flags: Float64Array.from(scores, () => Number(random() < 0.5)),
    labels: Int32Array.from({ length: shape.rows }, () => Math.floor(columns * random())),
    out: new Float64Array(NUMBERS),
    numbers: new Float64Array(shape.rows),
  }
}

function toRows({ shape, scores, shares, flags, labels }: Batch): Row[] {
  const out = new Float64Array(NUMBERS)
  return Array.from(labels, (label, r) => {
    const row = (all: Float64Array): Float64Array =>
      all.subarray(r * shape.columns, (r + 1) * shape.columns)
    return {
      scores: row(scores),
      shares: row(shares),
      flags: row(flags),
      label,
      own: { out: row(out) },
    }
  })
}
