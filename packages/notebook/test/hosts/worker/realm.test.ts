import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { SharedObjects } from '../../../src/hosts/worker/realm.ts'

const realm = new URL('../../../src/hosts/worker/realm.ts', import.meta.url)

test('a kernel finds all that it stands on where nothing is left but what is needed', async () => {
  const worker = new Worker(
    `import { parentPort } from 'node:worker_threads'
    import { pruneGlobals, SharedObjects } from ${JSON.stringify(realm.href)}
    // Node loads it when it is first asked for.
    void MessageEvent
    pruneGlobals()
    const sum = new Function('a', 'b', 'return a + b')
    parentPort.postMessage([sum(1, 2), new SharedObjects().findChanged(), typeof fetch])`,
    { eval: true, execArgv: ['--input-type=module'] },
  )
  expect(await once(worker, 'message')).toEqual([[3, undefined, 'undefined']])
  await worker.terminate()
})

test('what an honest cell does changes nothing that all share', () => {
  const shared = new SharedObjects()
  class Mine extends Map<number, number> {
    override get size(): number {
      return 7
    }
  }
  expect([new Mine().size, Object.freeze({ then: 1 }), /x/.exec('x')]).toHaveLength(3)
  expect(shared.findChanged()).toBeUndefined()
})

const above = (it: unknown): object => Object.getPrototypeOf(it) as object

test.each<[found: string, object: object, key: PropertyKey, change: PropertyDescriptor]>([
  ['Map.prototype.size', Map.prototype, 'size', { get: () => 0 }],
  ['RegExp.prototype.flags', RegExp.prototype, 'flags', { get: () => '' }],
  ['Promise[Symbol.species]', Promise, Symbol.species, { get: () => undefined }],
  ['Map', Map, Symbol.hasInstance, { value: () => true }],
  ['Map', globalThis, 'Map', { value: class {} }],
  ['Function', globalThis, 'Function', { value: () => {} }],
  ['Proxy', globalThis, 'Proxy', { value: null }],
  ['performance', globalThis, 'performance', { value: null }],
  ['Math.max', Math, 'max', { value: () => 0 }],
  ['Date.now', Date, 'now', { value: () => 0 }],
  ['Object.prototype.toString', Object.prototype, 'toString', { writable: false }],
  ['Object.prototype', Object.prototype, 'type', { set: () => {} }],
  ['the iterator of lists.next', above([].values()), 'next', { value: () => {} }],
  ['the iterator of texts.next', above(''[Symbol.iterator]()), 'next', { value: () => {} }],
  ['the iterator of matches.next', above(''.matchAll(/x/g)), 'next', { value: () => {} }],
  ['the typed arrays.map', above(Float64Array.prototype), 'map', { value: () => {} }],
  ['the async functions', above(async () => {}), 'then', { value: () => {} }],
])('a change is found of %s', (found, object, key, change) => {
  const shared = new SharedObjects()
  const before = Object.getOwnPropertyDescriptor(object, key)
  Object.defineProperty(object, key, { configurable: true, ...change })
  const changed = shared.findChanged()
  if (before) Object.defineProperty(object, key, before)
  else Reflect.deleteProperty(object, key)
  expect(changed).toBe(found)
  expect(shared.findChanged()).toBeUndefined()
})
