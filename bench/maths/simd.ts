/**
 * A trial: softmax of many scores in WebAssembly, two at a time, to the same bits as the package's own loop.
 *
 *   npm run bench -- simd
 *
 * Nothing fused and nothing relaxed: each operation is the one of softmaxOfRow.ts, in the same order, and the sum is
 * taken score by score. So what is gained is gained by the exponentials alone. docs/decisions/011-no-webassembly.md
 * says what came of it.
 */
import { createRequire } from 'node:module'
import { softmax } from 'accurate-softmax'
import {
  LEAD,
  POWER_ORIGIN,
  SCALES,
  STEP,
  STEP_REST,
  STEPS_PER_UNIT,
  TAIL,
} from '../../packages/softmax/src/internal/exponentialTable.ts'
import { LARGEST_MODERATE } from '../../packages/softmax/src/internal/moderate.ts'
import { median } from '../report/statistics.ts'
import { onnxModel } from './onnx-model.ts'

const SIZES = [1000, 100000, 1000000]
const ROUNDS = 60
/** Where things lie in memory, in bytes. */
const TAIL_AT = 8 * LEAD.length
const POWERS_AT = 2 * TAIL_AT
const DATA_AT = 65536
const TO_INTEGER = 6755399441055744
const TO_24_BITS = 536870913

const both = (x: number): string => `(f64x2.splat (f64.const ${x}))`
const op = (name: string, a: string, b: string): string => `(f64x2.${name} ${a} ${b})`
const [add, sub, mul] = ['add', 'sub', 'mul'].map(
  (name) => (a: string, b: string) => op(name, a, b),
)
const at = (base: string, index: string): string =>
  `(i32.add (local.get $${base}) (i32.shl (local.get $${index}) (i32.const 3)))`

/** The two doubles of a table for the two indices in $k, after `index` has been made of each. */
const pair = (from: number, index: (k: string) => string): string => {
  const place = (lane: number): string =>
    `(i32.add (i32.const ${from}) (i32.shl ${index(`(i32x4.extract_lane ${lane} (local.get $k))`)} (i32.const 3)))`
  return `(v128.load64_lane 1 ${place(1)} (v128.load64_zero ${place(0)}))`
}
const step = (k: string): string => `(i32.and ${k} (i32.const 127))`
const power = (k: string): string =>
  `(i32.add (i32.shr_s ${k} (i32.const 7)) (i32.const ${POWER_ORIGIN}))`

/** The steps of exponentiate for two scores in $v, and of sumPairs for each of them. */
const exponentiateTwo = `
  (local.set $steps ${sub(add(mul('(local.get $v)', both(STEPS_PER_UNIT)), both(TO_INTEGER)), both(TO_INTEGER))})
  (local.set $r ${sub(
    sub('(local.get $v)', mul('(local.get $steps)', both(STEP))),
    mul('(local.get $steps)', both(STEP_REST)),
  )})
  (local.set $r2 ${mul('(local.get $r)', '(local.get $r)')})
  (local.set $growth ${add(
    '(local.get $r)',
    mul(
      '(local.get $r2)',
      add(
        add(both(0.5), mul('(local.get $r)', both(1 / 6))),
        mul(
          '(local.get $r2)',
          add(
            add(both(1 / 24), mul('(local.get $r)', both(1 / 120))),
            mul('(local.get $r2)', both(1 / 720)),
          ),
        ),
      ),
    ),
  )})
  (local.set $k (i32x4.trunc_sat_f64x2_s_zero (local.get $steps)))
  (local.set $lead ${pair(0, step)})
  (local.set $tail ${pair(TAIL_AT, step)})
  (local.set $power ${pair(POWERS_AT, power)})
  (local.set $large ${mul('(local.get $lead)', '(local.get $power)')})
  (local.set $small ${mul(
    add(
      '(local.get $tail)',
      mul(add('(local.get $lead)', '(local.get $tail)'), '(local.get $growth)'),
    ),
    '(local.get $power)',
  )})
  (v128.store ${at('leads', 'i')} (local.get $large))
  (v128.store ${at('tails', 'i')} (local.get $small))
  (local.set $terms ${add('(local.get $large)', '(local.get $small)')})
  (local.set $lows ${add(sub('(local.get $large)', '(local.get $terms)'), '(local.get $small)')})
  ${[0, 1]
    .map(
      (lane) => `
    (local.set $term (f64x2.extract_lane ${lane} (local.get $terms)))
    (local.set $next (f64.add (local.get $sum) (local.get $term)))
    (local.set $part (f64.sub (local.get $next) (local.get $sum)))
    (local.set $rest (f64.add (local.get $rest) (f64.add
      (f64.add
        (f64.sub (local.get $sum) (f64.sub (local.get $next) (local.get $part)))
        (f64.sub (local.get $term) (local.get $part)))
      (f64x2.extract_lane ${lane} (local.get $lows)))))
    (local.set $sum (local.get $next))`,
    )
    .join('')}`

const loop = (body: string): string => `
  (local.set $i (i32.const 0))
  (loop $again
    ${body}
    (local.set $i (i32.add (local.get $i) (i32.const 2)))
    (br_if $again (i32.lt_u (local.get $i) (local.get $n))))`

const leading24 = (x: string): string => `
  (f64.sub (f64.mul ${x} (f64.const ${TO_24_BITS}))
    (f64.sub (f64.mul ${x} (f64.const ${TO_24_BITS})) ${x}))`

/** softmax(n, x, leads, tails, out) of an even number of moderate scores; 0 where one is not moderate. */
const SOURCE = `(module
  (memory (export "memory") 1)
  (func (export "softmax") (param $n i32) (param $x i32) (param $leads i32) (param $tails i32)
    (param $out i32) (result i32)
    (local $i i32) (local $k v128) (local $v v128) (local $steps v128) (local $r v128)
    (local $r2 v128) (local $growth v128) (local $lead v128) (local $tail v128)
    (local $power v128) (local $large v128) (local $small v128) (local $terms v128)
    (local $lows v128) (local $term f64) (local $next f64) (local $part f64) (local $sum f64)
    (local $rest f64) (local $hi f64) (local $lo f64) (local $hi1 f64) (local $whole f64)
    (local $share f64) (local $shareRest f64)
    ${loop(`
      (local.set $v (v128.load ${at('x', 'i')}))
      (if (i32.eqz (i64x2.all_true
        (f64x2.le (f64x2.abs (local.get $v)) ${both(LARGEST_MODERATE)})))
        (then (return (i32.const 0))))
      ${exponentiateTwo}`)}
    (local.set $hi (f64.add (local.get $sum) (local.get $rest)))
    (local.set $lo (f64.add (f64.sub (local.get $sum) (local.get $hi)) (local.get $rest)))
    (local.set $hi1 ${leading24('(local.get $hi)')})
    (local.set $whole (f64.div (f64.const 1) (local.get $hi)))
    (local.set $share ${leading24('(local.get $whole)')})
    (local.set $shareRest (f64.div
      (f64.sub (f64.sub (f64.sub (f64.const 1) (f64.mul (local.get $hi1) (local.get $share)))
        (f64.mul (f64.sub (local.get $hi) (local.get $hi1)) (local.get $share)))
        (f64.mul (local.get $lo) (local.get $share)))
      (local.get $hi)))
    ${loop(`
      (local.set $lead (v128.load ${at('leads', 'i')}))
      (v128.store ${at('out', 'i')} ${add(
        mul('(local.get $lead)', '(f64x2.splat (local.get $share))'),
        add(
          mul('(local.get $lead)', '(f64x2.splat (local.get $shareRest))'),
          mul(`(v128.load ${at('tails', 'i')})`, '(f64x2.splat (local.get $whole))'),
        ),
      )})`)}
    (i32.const 1)))`

interface Exports {
  memory: WebAssembly.Memory
  softmax(n: number, x: number, leads: number, tails: number, out: number): number
}

const require = createRequire(import.meta.url)
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- installed by the bench alone
const load = (name: string): Promise<any> => import(require.resolve(name))

async function compile(): Promise<Exports> {
  const { default: startWabt } = await load('wabt')
  const module = (await startWabt()).parseWat('softmax.wat', SOURCE, { simd: true })
  const { buffer } = module.toBinary({})
  const { instance } = await WebAssembly.instantiate(buffer)
  console.log(`${buffer.length} bytes of WebAssembly`)
  return instance.exports as unknown as Exports
}

/** The kernel with room for `n` scores: over what is in its memory, and with the copies in and out. */
function prepare(
  { memory, softmax: run }: Exports,
  n: number,
): { inside: () => void; x: Float64Array; result: Float64Array } {
  const need = DATA_AT + 4 * 8 * n
  const missing = Math.ceil((need - memory.buffer.byteLength) / 65536)
  if (missing > 0) memory.grow(missing)
  new Float64Array(memory.buffer, 0, LEAD.length).set(LEAD)
  new Float64Array(memory.buffer, TAIL_AT, TAIL.length).set(TAIL)
  new Float64Array(memory.buffer, POWERS_AT, SCALES.length).set(SCALES)
  const [x, leads, tails, out] = [0, 1, 2, 3].map((part) => DATA_AT + part * 8 * n)
  return {
    x: new Float64Array(memory.buffer, x, n),
    result: new Float64Array(memory.buffer, out, n),
    inside: () => {
      if (run(n, x, leads, tails, out) === 0) throw new Error('a score is not moderate')
    },
  }
}

function textbook(x: Float64Array, out: Float64Array): void {
  let top = -Infinity
  for (let i = 0; i < x.length; i++) if (x[i] > top) top = x[i]
  let sum = 0
  for (let i = 0; i < x.length; i++) sum += out[i] = Math.exp(x[i] - top)
  for (let i = 0; i < x.length; i++) out[i] /= sum
}

function scores(n: number): Float64Array {
  let state = 1
  const next = (): number => (state = (Math.imul(1664525, state) + 1013904223) >>> 0) / 2 ** 32
  return Float64Array.from({ length: n }, () => 6 * (next() + next() + next() - 1.5))
}

async function loadOnnx(): Promise<(x: Float64Array) => () => Promise<unknown>> {
  const ort = await load('onnxruntime-web')
  ort.env.wasm.numThreads = 1
  ort.env.logLevel = 'error'
  const session = await ort.InferenceSession.create(onnxModel('Softmax'))
  return (x) => {
    const feeds = { x: new ort.Tensor('float32', Float32Array.from(x), [x.length]) }
    return () => session.run(feeds)
  }
}

/** Nanoseconds an element and the median ratio to the first, each run in turn. */
async function measure(runs: Record<string, () => unknown>, n: number): Promise<void> {
  const calls = Math.max(1, Math.round(100000 / n))
  const time = async (run: () => unknown): Promise<number> => {
    const start = process.hrtime.bigint()
    for (let i = 0; i < calls; i++) await run()
    return Number(process.hrtime.bigint() - start) / calls / n
  }
  const times = Object.fromEntries(Object.keys(runs).map((name) => [name, [] as number[]]))
  for (let round = 0; round < ROUNDS + 20; round++)
    for (const [name, run] of Object.entries(runs)) {
      const taken = await time(run)
      if (round >= 20) times[name].push(taken)
    }
  const [first] = Object.values(times)
  console.log(`\nn = ${n}`)
  console.table(
    Object.fromEntries(
      Object.entries(times).map(([name, own]) => [
        name,
        {
          'ns an element': Math.min(...own).toPrecision(3),
          ratio: median(own.map((value, i) => value / first[i])).toFixed(2),
        },
      ]),
    ),
  )
}

const exports = await compile()
const onnx = await loadOnnx()
// What it sets up with its first run would else fall on the others.
await onnx(scores(10))()
for (const n of SIZES) {
  const x = scores(n)
  const out = new Float64Array(n)
  const kernel = prepare(exports, n)
  const withCopies = (): void => {
    kernel.x.set(x)
    kernel.inside()
    out.set(kernel.result)
  }
  withCopies()
  const own = softmax(x, { out: new Float64Array(n) })
  const differing = out.findIndex((share, i) => !Object.is(share, own[i]))
  if (differing >= 0) throw new Error(`other bits at ${differing}: ${out[differing]}`)
  await measure(
    {
      'textbook loop': () => textbook(x, out),
      'accurate-softmax': () => softmax(x, { out }),
      'WebAssembly SIMD, the same bits': withCopies,
      'the same, without copies': kernel.inside,
      'onnxruntime-web, float32': onnx(x),
    },
    n,
  )
}
