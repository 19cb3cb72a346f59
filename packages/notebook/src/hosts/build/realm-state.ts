import { isMap, isSet, isTypedArray } from 'node:util/types'

/** What an object holds by itself. */
type Content = readonly unknown[]

interface Snapshot {
  read: (object: object) => Content
  content: Content
}

/**
 * What cells of a page could leave behind for those of another one in the same thread: globals, changed built-in objects,
 * elements in the document, and changes to what the library exports. What functions of the library keep to themselves is
 * not seen: see `isStateless`.
 */
export class RealmState {
  readonly #objects = new Map<object, Snapshot>()
  readonly #document = markupOfDocument()

  /** @param library the modules whose exports cells can reach */
  constructor(library: readonly object[]) {
    for (const object of [globalThis, ...builtIns()]) this.#add(object, propertiesOf)
    for (const module of library) this.#addAll(module)
  }

  /** Whether everything is as it was when this was made. */
  isSame(): boolean {
    return (
      markupOfDocument() === this.#document &&
      [...this.#objects].every(([it, { read, content }]) => isEqual(content, read(it)))
    )
  }

  #add(object: object, read: Snapshot['read']): Content {
    const content = read(object)
    this.#objects.set(object, { read, content })
    return content
  }

  /** Adds an object and what it is made of, at any depth. */
  #addAll(root: object): void {
    const open = [root]
    for (let object = open.pop(); object; object = open.pop()) {
      if (this.#objects.has(object)) continue
      const read = toReader(object)
      const content = this.#add(object, read)
      if (read !== elementsOf || typeof content[0] !== 'number')
        for (const value of content) if (isObject(value)) open.push(value)
    }
  }
}

function toReader(object: object): Snapshot['read'] {
  if (Array.isArray(object) || isTypedArray(object)) return elementsOf
  return isMap(object) || isSet(object) ? entriesOf : propertiesOf
}

const elementsOf = (list: object): Content => Array.from(list as ArrayLike<unknown>)

const entriesOf = (collection: object): Content =>
  isMap(collection) ? [...collection].flat() : [...(collection as Set<unknown>)]

/** Keys with values, getters and setters. */
function propertiesOf(object: object): Content {
  return Reflect.ownKeys(object).flatMap((key) => {
    const { value, get, set } = Object.getOwnPropertyDescriptor(object, key) ?? {}
    return [key, value, get, set] as unknown[]
  })
}

function isEqual(before: Content, now: Content): boolean {
  return before.length === now.length && before.every((it, index) => Object.is(it, now[index]))
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
}

/** Objects that every script can reach: what globals are named after, and their prototypes. */
function builtIns(): object[] {
  const named = Object.values(Object.getOwnPropertyDescriptors(globalThis)).map((it) => it.value)
  const iterators = [[].values(), new Map().values(), new Set().values(), ''.matchAll(/x/g)]
  const functions = [function* () {}, async function () {}, async function* () {}]
  const all = [...named, ...iterators, ...functions].flatMap((it) =>
    isObject(it) ? [it, ...prototypesOf(it)] : [],
  )
  const made = all.map((it) => (it as { prototype?: unknown }).prototype).filter(isObject)
  return [...all, ...made.flatMap((it) => [it, ...prototypesOf(it)])]
}

function prototypesOf(object: object): object[] {
  const prototype: unknown = Object.getPrototypeOf(object)
  return isObject(prototype) ? [prototype, ...prototypesOf(prototype)] : []
}

/** Elements that cells have put into the document that all draw with. */
function markupOfDocument(): string {
  return document.documentElement.outerHTML
}
