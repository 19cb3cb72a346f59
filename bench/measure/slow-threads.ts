import { Worker } from 'node:worker_threads'
import type { Browser } from 'playwright-core'

/** How long the browser's processes stand still of every 10 ms, for a quarter of their speed. */
const STOPPED = 7.5
const PERIOD = 10

/** Stops processes and lets them go on, in turns, until told to end. It waits without the event loop. */
const turns = `
const { parentPort, workerData } = require('node:worker_threads')
// A thread of its own priority, where the system lets it: the pauses must not wait for others.
try { require('node:os').setPriority(0, -20) } catch {}
const { ids, shared, stopped, period } = workerData
const flag = new Int32Array(shared)
const signal = (name) => ids.forEach((id) => { try { process.kill(id, name) } catch {} })
parentPort.postMessage('ready')
const from = performance.now()
let stood = 0
while (Atomics.load(flag, 0) === 0) {
  const start = performance.now()
  signal('SIGSTOP')
  Atomics.wait(flag, 1, 0, stopped)
  signal('SIGCONT')
  stood += performance.now() - start
  Atomics.wait(flag, 1, 0, period - stopped)
}
parentPort.postMessage(stood / (performance.now() - from))
`

/** What was done on slowed threads, and which part of the time they stood still in fact. */
export interface Slowed<T> {
  result: T
  stopped: number
}

/**
 * Runs `act` with all threads of the browser's pages slowed four times: workers, compositor and
 * all. The browser's own throttle slows the main thread of the page and spares its workers.
 */
export async function withSlowThreads<T>(
  browser: Browser,
  act: () => Promise<T>,
): Promise<Slowed<T>> {
  const shared = new SharedArrayBuffer(8)
  const ids = await renderersOf(browser)
  const workerData = { ids, shared, stopped: STOPPED, period: PERIOD }
  const worker = new Worker(turns, { eval: true, workerData })
  const nextMessage = (): Promise<unknown> => new Promise((done) => worker.once('message', done))
  await nextMessage()
  const stopped = nextMessage()
  const flag = new Int32Array(shared)
  try {
    const result = await act()
    Atomics.store(flag, 0, 1)
    return { result, stopped: Number(await stopped) }
  } finally {
    Atomics.store(flag, 0, 1)
    await stopped
  }
}

async function renderersOf(browser: Browser): Promise<number[]> {
  const devtools = await browser.newBrowserCDPSession()
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo')
  await devtools.detach()
  const ids = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id)
  if (ids.length === 0) throw new Error('no renderer: the browser has no page to slow down')
  return ids
}
