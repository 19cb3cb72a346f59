import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'

const realm = new URL('../../../src/hosts/worker/realm.ts', import.meta.url)

test('a kernel finds all that it stands on where nothing is left but what is needed', async () => {
  const worker = new Worker(
    `import { parentPort } from 'node:worker_threads'
    import { pruneGlobals, SharedObjects } from ${JSON.stringify(realm.href)}
    pruneGlobals()
    const sum = new Function('a', 'b', 'return a + b')
    parentPort.postMessage([sum(1, 2), new SharedObjects().findChanged(), typeof fetch])`,
    { eval: true, execArgv: ['--input-type=module'] },
  )
  expect(await once(worker, 'message')).toEqual([[3, undefined, 'undefined']])
  await worker.terminate()
})
