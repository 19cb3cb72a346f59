/**
 * The first module of a thread of the build. It has the thread's TypeScript stripped by the thread that started it:
 * Node strips types in WebAssembly, and V8 13.6 may crash where threads that use it end by the hundred
 * (nodejs/node issue 64500: code that a thread shares is freed twice). JavaScript, since it must not need this itself.
 */
import { registerHooks } from 'node:module'
import { receiveMessageOnPort, workerData } from 'node:worker_threads'

const { port, answered } = workerData.stripping

/** What each module has imported, by which the results of a run are kept: see `find-sources.ts`. */
const imports = (workerData.imports = {})

registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context)
    const { parentURL } = context
    if (parentURL !== undefined) (imports[parentURL] ??= {})[specifier] = resolved.url
    return resolved
  },
  load(url, context, next) {
    const loaded = next(url, context)
    if (loaded.format !== 'module-typescript') return loaded
    const stripped = askFor(String(loaded.source))
    // What has no answer is left to Node, which says what is wrong and where.
    return stripped === undefined ? loaded : { ...loaded, format: 'module', source: stripped }
  },
})

/** Waits for the other thread, since hooks may not be asynchronous. */
function askFor(source) {
  Atomics.store(answered, 0, 0)
  port.postMessage(source)
  Atomics.wait(answered, 0, 0)
  return receiveMessageOnPort(port)?.message
}

await import(new URL('./thread.ts', import.meta.url).href)
