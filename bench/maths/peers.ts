import { createRequire, registerHooks } from 'node:module'
import { logSumExp, logSumExpRows, softmax, softmaxRows } from 'accurate-softmax'
import { onnxModel } from './onnx-model.ts'

/** One way to compute a softmax, and a log-sum-exp where it has one. */
export interface Peer {
  name: string
  /** The precision it works in. */
  precision: 'float64' | 'float32'
  /** Whether it runs in JavaScript alone, without WebAssembly. */
  pure: boolean
  /** Readies what is timed, for one input: called outside the timing. */
  prepare(x: Float64Array): Prepared
  /** The same for rows of so many numbers, one after the other. */
  prepareRows?(x: Float64Array, columns: number): Prepared
}

export interface Prepared {
  softmax: () => ArrayLike<number> | Promise<ArrayLike<number>>
  logSumExp?: () => number | Promise<number>
}

/** The loop of the textbooks, with the greatest score taken away first. */
function textbookSoftmax(x: Float64Array, out: Float64Array): Float64Array {
  let top = -Infinity
  for (let i = 0; i < x.length; i++) if (x[i] > top) top = x[i]
  let sum = 0
  for (let i = 0; i < x.length; i++) sum += out[i] = Math.exp(x[i] - top)
  for (let i = 0; i < x.length; i++) out[i] /= sum
  return out
}

function textbookLogSumExp(x: Float64Array): number {
  let top = -Infinity
  for (let i = 0; i < x.length; i++) if (x[i] > top) top = x[i]
  let sum = 0
  for (let i = 0; i < x.length; i++) sum += Math.exp(x[i] - top)
  return top + Math.log(sum)
}

/** The double loop of the textbooks. */
function textbookSoftmaxRows(x: Float64Array, columns: number, out: Float64Array): Float64Array {
  for (let start = 0; start < x.length; start += columns) {
    const end = start + columns
    let top = -Infinity
    for (let i = start; i < end; i++) if (x[i] > top) top = x[i]
    let sum = 0
    for (let i = start; i < end; i++) sum += out[i] = Math.exp(x[i] - top)
    for (let i = start; i < end; i++) out[i] /= sum
  }
  return out
}

function textbookLogSumExpRows(x: Float64Array, columns: number, out: Float64Array): number {
  for (let start = 0, row = 0; start < x.length; start += columns, row++) {
    const end = start + columns
    let top = -Infinity
    for (let i = start; i < end; i++) if (x[i] > top) top = x[i]
    let sum = 0
    for (let i = start; i < end; i++) sum += Math.exp(x[i] - top)
    out[row] = top + Math.log(sum)
  }
  return out[0]
}

const textbook: Peer = {
  name: 'textbook loop',
  precision: 'float64',
  pure: true,
  prepare: (x) => {
    const out = new Float64Array(x.length)
    return { softmax: () => textbookSoftmax(x, out), logSumExp: () => textbookLogSumExp(x) }
  },
  prepareRows: (x, columns) => {
    const out = new Float64Array(x.length)
    const logs = new Float64Array(x.length / columns)
    return {
      softmax: () => textbookSoftmaxRows(x, columns, out),
      logSumExp: () => textbookLogSumExpRows(x, columns, logs),
    }
  },
}

const ours: Peer = {
  name: 'accurate-softmax, out',
  precision: 'float64',
  pure: true,
  prepare: (x) => {
    const options = { out: new Float64Array(x.length) }
    return { softmax: () => softmax(x, options), logSumExp: () => logSumExp(x) }
  },
  prepareRows: (x, columns) => {
    const shape = { rows: x.length / columns, columns }
    const out = new Float64Array(x.length)
    const logs = new Float64Array(shape.rows)
    return {
      softmax: () => softmaxRows(x, { ...shape, out }),
      logSumExp: () => logSumExpRows(x, { ...shape, out: logs })[0],
    }
  },
}

const oursPlain: Peer = {
  name: 'accurate-softmax, arrays',
  precision: 'float64',
  pure: true,
  prepare: (x) => {
    const plain = Array.from(x)
    return { softmax: () => softmax(plain), logSumExp: () => logSumExp(plain) }
  },
}

/** The list version, called for each row: what rows save. */
const oursRowByRow: Peer = {
  ...ours,
  name: 'accurate-softmax, row by row',
  prepareRows: (x, columns) => {
    const rows = Array.from({ length: x.length / columns }, (_, r) =>
      x.subarray(r * columns, (r + 1) * columns),
    )
    const out = { out: new Float64Array(columns) }
    return {
      softmax: () => rows.map((row) => softmax(row, out)[0]),
      logSumExp: () => rows.map((row) => logSumExp(row))[0],
    }
  },
}

/** Those that take many rows at once; the textbook comes first. */
export const batchPeers = [textbook, ours, oursRowByRow]

/** Loads every peer that is installed; the textbook comes first, ours second. */
export async function loadPeers(): Promise<Peer[]> {
  const loaders = [
    loadTransformers,
    loadSoftmaxFn,
    loadThing,
    loadNumjs,
    () => loadTensorflow('cpu'),
    () => loadTensorflow('wasm'),
    loadOnnx,
  ]
  const peers = [textbook, ours, oursPlain]
  for (const load of loaders) {
    try {
      peers.push(await load())
    } catch (error) {
      console.error(`left out: ${(error as Error).message.trim().split('\n')[0]}`)
    }
  }
  return peers
}

const require = createRequire(import.meta.url)
/** Peers have no types here, nor need be installed when the project is type-checked. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
const load = (name: string): Promise<any> => import(require.resolve(name))

async function loadTransformers(): Promise<Peer> {
  const { softmax: peer } = await load('@huggingface/transformers')
  return {
    name: '@huggingface/transformers',
    precision: 'float64',
    pure: true,
    prepare: (x) => ({ softmax: () => peer(x) }),
  }
}

async function loadSoftmaxFn(): Promise<Peer> {
  const { default: peer } = await load('softmax-fn')
  return {
    name: 'softmax-fn',
    precision: 'float64',
    pure: true,
    prepare: (x) => {
      const plain = Array.from(x)
      return { softmax: () => peer(plain) }
    },
  }
}

async function loadThing(): Promise<Peer> {
  const { softMax } = await load('@thi.ng/vectors')
  return {
    name: '@thi.ng/vectors',
    precision: 'float64',
    pure: true,
    prepare: (x) => {
      const plain = Array.from(x)
      const out: number[] = []
      return { softmax: () => softMax(out, plain) }
    },
  }
}

/** numjs asks for an image library that softmax does not need. */
async function loadNumjs(): Promise<Peer> {
  const nothing = new URL('./nothing.cjs', import.meta.url).href
  registerHooks({
    resolve: (name, context, next) =>
      name === 'sharp'
        ? { url: nothing, format: 'commonjs', shortCircuit: true }
        : next(name, context),
    load: (url, context, next) =>
      url === nothing
        ? { format: 'commonjs', source: 'module.exports = {}', shortCircuit: true }
        : next(url, context),
  })
  const { default: nj } = await load('numjs')
  return {
    name: 'numjs',
    precision: 'float64',
    pure: true,
    prepare: (x) => {
      const array = nj.array(Array.from(x))
      return { softmax: () => nj.softmax(array).selection.data }
    },
  }
}

async function loadTensorflow(backend: 'cpu' | 'wasm'): Promise<Peer> {
  const warn = console.warn
  console.warn = () => {}
  const { default: tf } = await load('@tensorflow/tfjs')
  if (backend === 'wasm') await load('@tensorflow/tfjs-backend-wasm')
  console.warn = warn
  if (!(await tf.setBackend(backend))) throw new Error(`@tensorflow/tfjs has no ${backend}`)
  return {
    name: `@tensorflow/tfjs ${backend}`,
    precision: 'float32',
    pure: backend === 'cpu',
    prepare: (x) => {
      tf.setBackend(backend)
      const tensor = tf.tensor1d(Float32Array.from(x))
      const on = <T>(run: () => T): T => {
        if (tf.getBackend() !== backend) tf.setBackend(backend)
        return tf.tidy(run)
      }
      return {
        softmax: () => on(() => tf.softmax(tensor).dataSync()),
        logSumExp: () => on(() => tf.logSumExp(tensor).dataSync()[0]),
      }
    },
  }
}

async function loadOnnx(): Promise<Peer> {
  const ort = await load('onnxruntime-web')
  ort.env.wasm.numThreads = 1
  ort.env.logLevel = 'error'
  const softmaxSession = await ort.InferenceSession.create(onnxModel('Softmax'))
  const logSumExpSession = await ort.InferenceSession.create(onnxModel('ReduceLogSumExp'))
  return {
    name: 'onnxruntime-web',
    precision: 'float32',
    pure: false,
    prepare: (x) => {
      const feeds = { x: new ort.Tensor('float32', Float32Array.from(x), [x.length]) }
      return {
        softmax: async () => (await softmaxSession.run(feeds)).y.data,
        logSumExp: async () => (await logSumExpSession.run(feeds)).y.data[0],
      }
    },
  }
}
