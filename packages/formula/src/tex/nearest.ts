/** The known word that a misspelt one was meant to be: at most two letters differ, or one in a short word. */
export function nearestTo(word: string, known: readonly string[]): string | undefined {
  const limit = word.length <= 4 ? 1 : 2
  const distances = known.map((it) => ({ it, distance: distanceOf(word, it) }))
  const [best] = distances.sort((a, b) => a.distance - b.distance)
  return best !== undefined && best.distance <= limit && best.distance < best.it.length
    ? best.it
    : undefined
}

/** How many letters are to be put in, taken out or changed. */
function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, n) => n)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries())
      next.push(Math.min(row[j] + Number(letter !== other), row[j + 1] + 1, next[j] + 1))
    row = next
  }
  return row[b.length]
}
