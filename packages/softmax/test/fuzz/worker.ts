/** One of the fuzzer's workers: judges batches, each from a seed that is sent to it. */
import { parentPort } from 'node:worker_threads'
import { fuzz } from './fuzz.ts'

/** What a worker is asked. */
export interface Batch {
  seed: number
  cases: number
  only: string | undefined
}

parentPort?.on('message', ({ seed, cases, only }: Batch) => {
  parentPort?.postMessage({ seed, ...fuzz(seed, cases, only) })
})
