import { availableParallelism } from 'node:os'

const flag = '--v8-pool-size'
/** What V8 starts of its own accord, however few processors there are. */
const usual = 4

/**
 * Has V8 compile and collect garbage on as many threads as there are processors beside the one that runs JavaScript. More of
 * them wait for each other, which takes a twentieth of a build on two processors. V8 asks when a process begins, so this one
 * begins again in its own place, where the system can do that.
 * @param {number} [processors]
 */
export function shareProcessors(processors = availableParallelism()) {
  const count = Math.max(1, processors - 1)
  const [file, ...args] = process.argv
  const isSaid = [...process.execArgv, process.env.NODE_OPTIONS].some((it) => it?.includes(flag))
  if (count >= usual || isSaid || process.platform === 'win32') return
  process.execve?.(file, [file, ...process.execArgv, `${flag}=${count}`, ...args], process.env)
}
