import { createHash } from 'node:crypto'

/** Data that has no key: it has a function in it, or refers to itself. */
class Unkeyable extends Error {}

/** Characters that are digested at once: each time takes as long as some hundred of them. */
const enough = 2 ** 14

/** Levels of nesting beyond which data is taken to refer to itself. */
const deepest = 400

/**
 * A key for data, the same in every process: equal keys mean equal data, to the sign of zero and the order of a map.
 * Undefined where the data has functions or symbols in it, whose content cannot be told.
 */
export function toKey(value: unknown): string | undefined {
  const hash = createHash('sha256')
  let waiting = ''
  try {
    write(value, 0, (text) => {
      waiting += text
      if (waiting.length < enough) return
      hash.update(waiting)
      waiting = ''
    })
    return hash.update(waiting).digest('hex')
  } catch (error) {
    if (error instanceof Unkeyable) return undefined
    throw error
  }
}

type Put = (text: string) => void

function write(value: unknown, depth: number, put: Put): void {
  if (depth > deepest) throw new Unkeyable('too deep')
  switch (typeof value) {
    case 'string':
      return put(JSON.stringify(value))
    case 'number':
      return put(Object.is(value, -0) ? '-0' : String(value))
    case 'function':
    case 'symbol':
      throw new Unkeyable(typeof value)
    case 'object':
      return value === null ? put('null') : writeObject(value, depth + 1, put)
    default:
      // Undefined, true and false, and integers of any size.
      put(`${typeof value}:${String(value)}`)
  }
}

function writeObject(value: object, depth: number, put: Put): void {
  if (Array.isArray(value)) return writeAll('[', value as unknown[], depth, put)
  if (value instanceof Map) return writeAll('map(', [...value].flat(), depth, put)
  if (value instanceof Set) return writeAll('set(', [...value], depth, put)
  if (ArrayBuffer.isView(value)) throw new Unkeyable('bytes')
  const kind = value.constructor === Object ? '{' : `${value.constructor?.name ?? ''}{`
  writeAll(kind, Object.entries(value).flat(), depth, put)
}

/** The number of items stands before them, so that no two lists read alike. */
function writeAll(kind: string, items: readonly unknown[], depth: number, put: Put): void {
  put(`${kind}${items.length}:`)
  for (const item of items) {
    write(item, depth, put)
    put(',')
  }
}
