import { stripTypeScriptTypes } from 'node:module'
import { MessageChannel, type MessagePort } from 'node:worker_threads'

/** What a thread needs to have its TypeScript stripped by the thread that starts it: see `start-thread.mjs`. */
export interface Stripping {
  port: MessagePort
  /** 1 where the answer has been sent. */
  answered: Int32Array<SharedArrayBuffer>
}

/** Every thread loads the same modules. */
const strippedOf = new Map<string, string | undefined>()

/** Answers one thread, as long as it lives. */
export function answerStripping(): Stripping {
  const { port1, port2 } = new MessageChannel()
  const answered = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  port1.on('message', (source: string) => {
    port1.postMessage(stripTypes(source))
    Atomics.store(answered, 0, 1)
    Atomics.notify(answered, 0)
  })
  port1.unref()
  return { port: port2, answered }
}

/** The module without its types, or undefined where it is not valid TypeScript. */
export function stripTypes(source: string): string | undefined {
  if (!strippedOf.has(source)) strippedOf.set(source, tryToStrip(source))
  return strippedOf.get(source)
}

function tryToStrip(source: string): string | undefined {
  const { emitWarning } = process
  // Node strips types without a word where it loads a module, and calls this function experimental.
  process.emitWarning = () => {}
  try {
    return stripTypeScriptTypes(source)
  } catch {
    return undefined
  } finally {
    process.emitWarning = emitWarning
  }
}
