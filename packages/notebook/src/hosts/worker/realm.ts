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

/** What the global object has by a name. */
interface Named {
  name: string
  value: unknown
}

/** A property of a shared object, as it was. */
interface Kept {
  object: object
  key: PropertyKey
  was: PropertyDescriptor
  name: string
}

// Taken before any cell runs and could replace them.
const { getOwnPropertyDescriptor: describe, isExtensible, ownKeys } = Reflect
const realm = globalThis as unknown as Record<string, unknown>

/**
 * Knows the objects that all code of a worker shares, kernel and cells alike, as they were before any
 * cell ran: the classes of the language and its host with their prototypes, and the names by which the
 * global object has them. A kernel stands on them, so a worker in which a cell has changed one no
 * longer serves.
 */
export class SharedObjects {
  readonly #names: readonly Named[]
  readonly #kept: readonly Kept[]
  readonly #sizes: readonly { object: object; size: number; name: string }[]

  constructor() {
    const shared = listShared()
    this.#names = listNames()
    this.#kept = shared.flatMap(([name, object]) => keep(name, object))
    // A new property is seen by all that inherits it, as `then` would be, or `Symbol.hasInstance`.
    this.#sizes = shared
      .filter(([name]) => name !== 'Error')
      .map(([name, object]) => ({ object, size: ownKeys(object).length, name }))
  }

  /** The first that has changed, if any. Asks nothing of the objects that it looks at. */
  findChanged(): string | undefined {
    // By index: an iterator may be what has changed.
    for (let i = 0; i < this.#names.length; i++) {
      const { name, value } = this.#names[i]
      if (realm[name] !== value) return name
    }
    for (let i = 0; i < this.#kept.length; i++) {
      const { object, key, was, name } = this.#kept[i]
      if (!isAsItWas(was, describe(object, key))) return name
    }
    for (let i = 0; i < this.#sizes.length; i++) {
      const { object, size, name } = this.#sizes[i]
      if (ownKeys(object).length !== size || !isExtensible(object)) return name
    }
    return undefined
  }
}

function isAsItWas(was: PropertyDescriptor, is: PropertyDescriptor | undefined): boolean {
  return (
    is !== undefined &&
    is.value === was.value &&
    is.writable === was.writable &&
    is.get === was.get &&
    is.set === was.set
  )
}

/** What the global object has by the names that are left, but for what changes by itself. */
function listNames(): Named[] {
  return [...allowedGlobals, ...needed]
    .map((name) => ({ name, value: realm[name] }))
    .filter(({ value }) => typeof value === 'function' || (typeof value === 'object' && value))
}

function listShared(): [name: string, object: object][] {
  const classes = listNames().flatMap(({ name, value: it }): [string, object][] => {
    if (typeof it !== 'function') return /^[A-Z]/.test(name) ? [[name, it as object]] : []
    const { prototype } = it as { prototype?: unknown }
    const own = typeof prototype === 'object' && prototype !== null ? prototype : undefined
    return [[name, it], ...(own ? [[`${name}.prototype`, own] as [string, object]] : [])]
  })
  return [...classes, ...listUnnamed()]
}

/** What the language has no name for. */
function listUnnamed(): [name: string, object: object][] {
  const above = (it: unknown): object => Object.getPrototypeOf(it) as object
  const generators = above(function* () {}) as { prototype: object }
  const asyncGenerators = above(async function* () {}) as { prototype: object }
  return [
    ['Function.prototype', Function.prototype],
    ['the typed arrays', above(Float64Array)],
    ['the typed arrays', above(Float64Array.prototype)],
    ['the iterators', above(above([].values()))],
    ['the iterator of lists', above([].values())],
    ['the iterator of maps', above(new Map().entries())],
    ['the iterator of sets', above(new Set().values())],
    ['the iterator of texts', above(''[Symbol.iterator]())],
    ['the iterator of matches', above(''.matchAll(/x/g))],
    ['the generators', generators],
    ['the generators', generators.prototype],
    ['the async generators', asyncGenerators],
    ['the async generators', asyncGenerators.prototype],
    ['the async iterators', above(asyncGenerators.prototype)],
    ['the async functions', above(async () => {})],
  ]
}

/** The functions that an object has, and its getters and setters. */
function keep(name: string, object: object): Kept[] {
  return ownKeys(object).flatMap((key) => {
    const was = describe(object, key)
    // Any code may say how stacks of errors are made.
    if (!was || (!was.get && typeof was.value !== 'function') || key === 'prepareStackTrace')
      return []
    const shown = typeof key === 'symbol' ? `[${key.description}]` : `.${key}`
    return [{ object, key, was, name: `${name}${shown}` }]
  })
}
