import { deliver, type Out } from '../vector.ts'

/** The places from that of the greatest score to that of the least, the first of equals first; NaN counts as the greatest. */
export function placesByScore(x: Float64Array): number[] {
  const rank = (value: number): number => (Number.isNaN(value) ? Infinity : value)
  return Array.from(x.keys()).sort((a, b) => {
    const [first, second] = [rank(x[a]), rank(x[b])]
    return first === second ? a - b : first > second ? -1 : 1
  })
}

/** The scores at these places, −Infinity elsewhere. */
export function keepPlaces<O extends Out>(
  x: Float64Array,
  places: readonly number[],
  out: O | undefined,
): O {
  const kept = new Float64Array(x.length).fill(-Infinity)
  for (const place of places) kept[place] = x[place]
  return deliver(kept, out)
}
