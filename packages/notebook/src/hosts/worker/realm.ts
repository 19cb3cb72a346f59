import { allowedGlobals } from '../../kernel/globals.ts'

/**
 * What is left of the worker's global object beside the names that cells may use: the language, and
 * what the kernel, its library and their documents ask for while cells run. `Function` makes functions of the cells' code.
 */
const needed: ReadonlySet<string> = new Set(
  `globalThis self eval Function escape unescape Math Date Temporal Atomics DisposableStack AsyncDisposableStack SuppressedError
  performance location origin isSecureContext name onerror onunhandledrejection reportError
  addEventListener removeEventListener dispatchEvent
  DOMMatrix DOMMatrixReadOnly Event CustomEvent EventTarget MessageChannel MessagePort MessageEvent ErrorEvent PromiseRejectionEvent DOMException
  setImmediate requestAnimationFrame constructor`.split(/\s+/),
)

/**
 * Takes from the worker's global object everything that starts other threads, uses the processor of
 * graphics, asks the network or the disk: `Worker`, `OffscreenCanvas`, `WebAssembly`, `fetch` and all
 * that is neither part of the language nor needed. What a new browser brings is taken as well. What
 * the kernel itself needs of it has been kept by then.
 */
export function pruneGlobals(): void {
  for (
    let object: object | null = globalThis;
    object;
    object = Object.getPrototypeOf(object) as object
  )
    if (object !== Object.prototype && object !== EventTarget.prototype) prune(object)
  for (const name of ['createObjectURL', 'revokeObjectURL']) Reflect.deleteProperty(URL, name)
  // Libraries ask whether there is a touch screen.
  Object.defineProperty(globalThis, 'navigator', { value: Object.freeze({ maxTouchPoints: 0 }) })
}

function prune(object: object): void {
  for (const name of Object.getOwnPropertyNames(object))
    if (!needed.has(name) && !allowedGlobals.has(name)) Reflect.deleteProperty(object, name)
}

/** A property of a shared object, as it was. */
interface Kept {
  object: Record<PropertyKey, unknown>
  key: PropertyKey
  value: unknown
  name: string
}

// Taken before any cell runs and could replace them.
const { ownKeys } = Reflect

/**
 * Knows the objects that all code of a worker shares, kernel and cells alike, as they were before any
 * cell ran: the prototypes of the language's classes, and the functions of these. A kernel stands on
 * them, so a worker in which a cell has changed one no longer serves.
 */
export class SharedObjects {
  readonly #kept: readonly Kept[]
  readonly #counts: readonly { object: object; count: number; name: string }[]

  constructor() {
    const shared = listShared()
    this.#kept = Object.entries(shared).flatMap(([name, object]) => keep(name, object))
    // A new property of one of these is seen by all objects, as `then` would be.
    this.#counts = ['Object.prototype', 'Array.prototype', 'Function.prototype'].map((name) => ({
      object: shared[name],
      count: ownKeys(shared[name]).length,
      name,
    }))
  }

  /** The first that has changed, if any. Asks nothing of the objects that it looks at. */
  findChanged(): string | undefined {
    // By index: an iterator may be what has changed.
    for (let i = 0; i < this.#kept.length; i++) {
      const { object, key, value, name } = this.#kept[i]
      if (object[key] !== value) return name
    }
    for (let i = 0; i < this.#counts.length; i++) {
      const { object, count, name } = this.#counts[i]
      if (ownKeys(object).length !== count) return name
    }
    return undefined
  }
}

function listShared(): Record<string, object> {
  const iterator = Object.getPrototypeOf([][Symbol.iterator]()) as object
  const generator = Object.getPrototypeOf(function* () {}) as { prototype: object }
  const asyncGenerator = Object.getPrototypeOf(async function* () {}) as { prototype: object }
  const classes = { Object, Array, Function, Map, Set, WeakMap, Promise, String, Number, RegExp }
  const others = { Boolean, Symbol, BigInt, Error, MessagePort, EventTarget }
  const named = Object.entries({ ...classes, ...others }).flatMap(([name, it]) => [
    [name, it as object] as const,
    [`${name}.prototype`, it.prototype as object] as const,
  ])
  return {
    ...Object.fromEntries(named),
    JSON,
    Reflect,
    'the iterator of lists': iterator,
    'the iterator of maps': Object.getPrototypeOf(new Map().entries()) as object,
    'the iterator of sets': Object.getPrototypeOf(new Set().values()) as object,
    'the generators': generator.prototype,
    'the async generators': asyncGenerator.prototype,
  }
}

/** The functions that an object has; getters are left out, as few are used. */
function keep(name: string, object: object): Kept[] {
  return Reflect.ownKeys(object).flatMap((key) => {
    const value: unknown = Reflect.getOwnPropertyDescriptor(object, key)?.value
    // Any code may say how stacks of errors are made.
    if (typeof value !== 'function' || key === 'prepareStackTrace') return []
    const shown = typeof key === 'symbol' ? `[${key.description}]` : `.${key}`
    return [{ object: object as Kept['object'], key, value, name: `${name}${shown}` }]
  })
}
