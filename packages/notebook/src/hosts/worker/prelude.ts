/**
 * Runs before anything else in the worker. The reactive runtime schedules by animation frames,
 * which do not fire in a hidden frame, or else by timers, which wait at least 4 ms. A message to
 * oneself has neither delay.
 */
import { Frames } from './pace.ts'

const { port1, port2 } = new MessageChannel()
const queue: (() => void)[] = []
port1.onmessage = () => queue.shift()?.()

export const frames = new Frames((callback) => {
  queue.push(callback)
  port2.postMessage(null)
})

Object.assign(globalThis, {
  requestAnimationFrame: undefined,
  setImmediate: (callback: () => void): void => frames.next(callback),
})
