/**
 * How much of one value is looked at, and how deep: enough for what code changes in honest ways, and little
 * beside what a cell computes.
 */
const looks = { entries: 200, items: 100, depth: 2 }

/** What is in a value, as far as it is looked at: sizes, keys and items, in order. */
type Print = unknown[]

/**
 * Finds the values that code has changed in place, such as a list that belongs to another cell: lists, plain
 * objects, maps, sets, typed arrays and dates, and those within them. Instances of other classes may change
 * themselves as they are used. A long value is compared in its size and its first items.
 */
export class SharedValues {
  readonly #values: Readonly<Record<string, unknown>>
  readonly #before: ReadonlyMap<string, Print>

  /** @param values as they are before code runs that is given them */
  constructor(values: Readonly<Record<string, unknown>>) {
    this.#values = values
    this.#before = new Map(
      Object.entries(values).flatMap(([name, value]): [string, Print][] => {
        const print = printOf(value)
        return print && print.length > 0 ? [[name, print]] : []
      }),
    )
  }

  /** The names whose values are not as they were. */
  findChanged(): string[] {
    return [...this.#before].flatMap(([name, before]) => {
      const after = printOf(this.#values[name])
      return after && !isSame(before, after) ? [name] : []
    })
  }
}

function isSame(a: Print, b: Print): boolean {
  return a.length === b.length && a.every((it, index) => Object.is(it, b[index]))
}

/** Undefined for what cannot be read, as a proxy that throws. */
function printOf(value: unknown): Print | undefined {
  const print: Print = []
  try {
    addTo(print, value, 0)
    return print
  } catch {
    return undefined
  }
}

// Loops and no generators: it runs twice for each run of a cell, of which there are many in a frame.
function addTo(print: Print, value: unknown, depth: number): void {
  if (typeof value !== 'object' || value === null || depth >= looks.depth) return
  if (Array.isArray(value)) addItems(print, value, depth)
  else if (ArrayBuffer.isView(value) && Symbol.iterator in value)
    addItems(print, value as unknown as ArrayLike<unknown>, depth)
  else if (value instanceof Map) addPairs(print, value, depth)
  else if (value instanceof Set) addMembers(print, value, depth)
  else if (value instanceof Date) print.push(value.getTime())
  else if (isPlain(value)) addFields(print, value, depth)
}

function addItem(print: Print, item: unknown, depth: number): void {
  print.push(item)
  addTo(print, item, depth + 1)
}

function addItems(print: Print, items: ArrayLike<unknown>, depth: number): void {
  const { length } = items
  print.push(length)
  const end = Math.min(length, looks.items)
  for (let index = 0; index < end && print.length < looks.entries; index++)
    addItem(print, items[index], depth)
}

function addMembers(print: Print, members: ReadonlySet<unknown>, depth: number): void {
  print.push(members.size)
  let left = looks.items
  for (const member of members) {
    if (left-- <= 0 || print.length >= looks.entries) return
    addItem(print, member, depth)
  }
}

/** The pairs of a map are made anew each time they are read; what is in them is not. */
function addPairs(print: Print, map: ReadonlyMap<unknown, unknown>, depth: number): void {
  print.push(map.size)
  let left = looks.items
  for (const [key, value] of map) {
    if (left-- <= 0 || print.length >= looks.entries) return
    addItem(print, key, depth)
    addItem(print, value, depth)
  }
}

/** A getter is code, which must not run because somebody looks. */
function addFields(print: Print, value: object, depth: number): void {
  const keys = Object.keys(value)
  print.push(keys.length)
  for (const key of keys.slice(0, looks.items)) {
    if (print.length >= looks.entries) return
    print.push(key)
    addItem(print, Object.getOwnPropertyDescriptor(value, key)?.value, depth)
  }
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
