/** A function that works once for each object, or text. */
export function once<K, T>(work: (asked: K) => T): (asked: K) => T {
  const known = new Map<K, T>()
  return (asked) => {
    const found = known.get(asked) ?? work(asked)
    known.set(asked, found)
    return found
  }
}
