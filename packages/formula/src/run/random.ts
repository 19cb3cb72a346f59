/** Numbers in [0, 1) from a seed, the same everywhere. */
export type Random = () => number

/**
 * Mulberry32 (Tommy Ettinger's public-domain generator): 32 bits of state are plenty to draw
 * samples. The package has no dependencies and therefore a generator of its own.
 */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A whole number from `low` to `high`, both included. */
export const drawInteger = (random: Random, low: number, high: number): number =>
  low + Math.floor(random() * (high - low + 1))
