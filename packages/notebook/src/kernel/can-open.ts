/** Whether there is something within a value that its text may not show: what `openBranch` opens. */
export function canOpen(value: unknown): boolean {
  if (typeof value === 'function') return true
  if (!isObject(value)) return false
  try {
    const count =
      countOf(value) ?? Reflect.ownKeys(value).length + Reflect.ownKeys(classOf(value) ?? {}).length
    return count > 0
  } catch {
    return false
  }
}

/** How many entries a value has, where they are counted without a look at each. */
function countOf(value: object): number | undefined {
  if (value instanceof Map || value instanceof Set) return value.size
  if (value instanceof Error) return 1
  const isList = Array.isArray(value) || (ArrayBuffer.isView(value) && Symbol.iterator in value)
  return isList ? (value as unknown as ArrayLike<unknown>).length : undefined
}

/** The prototype of an instance of a class that is written in JavaScript, and none of the language's own. */
export function classOf(value: object): object | undefined {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (!isObject(prototype)) return undefined
  const { constructor } = prototype
  const isNative =
    typeof constructor !== 'function' ||
    Function.prototype.toString.call(constructor).includes('[native code]')
  return isNative || Reflect.ownKeys(prototype).length === 1 ? undefined : prototype
}

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
