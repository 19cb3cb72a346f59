/**
 * The known name that `name` is most likely a misspelling of, by edit distance; undefined if none
 * is near enough. One that differs in capitals alone is the nearest.
 */
export function findNear(name: string, known: Iterable<string>): string | undefined {
  const limit = name.length <= 4 ? 1 : 2
  let best: string | undefined
  let bestDistance = limit + 1
  for (const candidate of known) {
    const isSame = candidate !== name && candidate.toLowerCase() === name.toLowerCase()
    const distance = isSame ? 0 : editDistance(name, candidate)
    if (distance < bestDistance && distance < candidate.length)
      [best, bestDistance] = [candidate, distance]
  }
  return best
}

/** How many letters must be put in, left out, replaced or swapped with the next one to make the one of the other. */
function editDistance(a: string, b: string): number {
  let above: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swapped = isSwap ? above[j - 2] + 1 : Infinity
      next.push(Math.min(replaced, swapped, row[j] + 1, next[j - 1] + 1))
    }
    above = row
    row = next
  }
  return row[b.length]
}
