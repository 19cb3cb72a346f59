/**
 * One number for all results over the table of exact values: equal in two places only if every bit is.
 * Imports nothing, so that a page can run it: hand it the functions and the parsed table.
 */

/** What every engine has to come to; a change of it is a change of results, and wants a reason. */
export const FINGERPRINT = '7ac07c5908de554a'

export interface Functions {
  logSumExp(z: Float64Array, options?: { temperature?: number }): number
  softmax(z: Float64Array, options?: { temperature?: number }): number[]
  logSoftmax(z: Float64Array, options?: { temperature?: number }): number[]
}

/** How a long input is built, exactly. */
export interface Recipe {
  kind: 'const' | 'lcg' | 'ramp'
  n: number
  head?: string
  value?: string
  seed?: number
  shift?: number
  start?: string
  step?: string
}

export interface Table {
  cases: { x?: string[]; recipe?: Recipe }[]
  temperatureCases: { T: string; x: string[] }[]
}

/** The results' bits as 16 hex digits; inputs longer than `longest` are left out. */
export function fingerprint(functions: Functions, table: Table, longest = 10000): string {
  const hash = startHash()
  for (const { x, recipe } of table.cases) {
    const z = x === undefined ? fromRecipe(recipe!) : Float64Array.from(x, Number)
    if (z.length <= longest) addResults(hash, functions, z, 1)
  }
  for (const { T, x } of table.temperatureCases)
    addResults(hash, functions, Float64Array.from(x, Number), Number(T))
  return hash.digits()
}

function addResults(hash: Hash, functions: Functions, z: Float64Array, temperature: number): void {
  hash.add(functions.logSumExp(z, { temperature }))
  functions.softmax(z, { temperature }).forEach(hash.add)
  functions.logSoftmax(z, { temperature }).forEach(hash.add)
}

export function fromRecipe({
  kind,
  n,
  head,
  value,
  seed = 0,
  shift = 0,
  start,
  step,
}: Recipe): Float64Array {
  const made = new Float64Array(n)
  if (kind === 'const') return made.fill(Number(value)).fill(Number(head), 0, 1)
  if (kind === 'ramp') return made.map((_, i) => Number(start) + i * Number(step))
  let state = seed
  return made.map(() => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0
    return (state - 2147483648) / Number(1n << BigInt(shift))
  })
}

interface Hash {
  add: (x: number) => void
  digits: () => string
}

/** FNV-1a over the two words of each double, in two lanes of 32 bits. */
function startHash(): Hash {
  const view = new DataView(new ArrayBuffer(8))
  let first = 0x811c9dc5
  let second = 0xcbf29ce4
  return {
    add(x) {
      view.setFloat64(0, x)
      first = Math.imul(first ^ view.getUint32(0), 16777619)
      first = Math.imul(first ^ view.getUint32(4), 16777619)
      second = Math.imul(second ^ view.getUint32(4), 16777619)
      second = Math.imul(second ^ view.getUint32(0) ^ (second >>> 15), 16777619)
    },
    digits: () =>
      [first, second].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join(''),
  }
}
