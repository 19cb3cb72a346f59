/**
 * The first module of a thread of the build. It has the thread's TypeScript stripped by the thread that started it:
 * Node strips types in WebAssembly, and V8 13.6 may crash where threads that use it end by the hundred
 * (nodejs/node issue 64500: code that a thread shares is freed twice). JavaScript, since it must not need this itself.
 */
import { registerHooks } from 'node:module'
import { receiveMessageOnPort, workerData } from 'node:worker_threads'

const { stripping, known } = workerData
const { port, answered } = stripping

/** What each module has imported, by which the results of a run are kept: see `find-sources.ts`. */
const imports = (workerData.imports = {})
/** The modules that this thread has loaded and others need not: see `module-table.ts`. */
const sources = (workerData.sources = {})

registerHooks({
  resolve(specifier, context, next) {
    const { parentURL } = context
    const target = known.imports[parentURL]?.[specifier]
    const resolved =
      known.sources[target] === undefined
        ? next(specifier, context)
        : { url: target, format: 'module', shortCircuit: true }
    if (parentURL !== undefined) (imports[parentURL] ??= {})[specifier] = resolved.url
    return resolved
  },
  load(url, context, next) {
    const source = known.sources[url]
    if (source !== undefined) return { format: 'module', source, shortCircuit: true }
    const loaded = next(url, context)
    if (loaded.format === 'module-typescript') {
      const stripped = askFor(String(loaded.source))
      // What has no answer is left to Node, which says what is wrong and where.
      return stripped === undefined ? loaded : note(url, { ...loaded, source: stripped })
    }
    return loaded.format === 'module' ? note(url, loaded) : loaded
  },
})

function note(url, { source, ...loaded }) {
  const text = typeof source === 'string' ? source : new TextDecoder().decode(source)
  if (url.startsWith('file:') && !/[?#]/.test(url)) sources[url] = text
  return { ...loaded, format: 'module', source: text }
}

/** Waits for the other thread, since hooks may not be asynchronous. */
function askFor(source) {
  Atomics.store(answered, 0, 0)
  port.postMessage(source)
  Atomics.wait(answered, 0, 0)
  return receiveMessageOnPort(port)?.message
}

await import(new URL('./thread.ts', import.meta.url).href)
