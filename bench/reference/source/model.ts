/** The classes, in the order of their scores. */
export const animals = ['fox', 'badger', 'hare']

/** Shares of one whole, from scores at a temperature. */
export function softmax(scores: number[], temperature: number): number[] {
  const top = Math.max(...scores)
  const weights = scores.map((score) => Math.exp((score - top) / temperature))
  const sum = weights.reduce((a, b) => a + b, 0)
  return weights.map((weight) => weight / sum)
}

/** Each animal's share at 120 temperatures from 0.1 to 10. */
export function sharesByTemperature(scores: number[]) {
  return Array.from({ length: 120 }, (_, n) => 10 ** ((2 * n) / 119 - 1)).flatMap((t) =>
    softmax(scores, t).map((share, i) => ({ t, share, animal: animals[i] })),
  )
}

/** The mean score and the entropy, at the price of the temperature, of trust shared as x, y and the rest. */
export function worth(x: number, y: number, scores: number[], temperature: number): number {
  const rest = 1 - x - y
  if (rest < 0) return NaN
  const surprise = (share: number) => (share > 0 ? -share * Math.log(share) : 0)
  const earned = x * scores[0] + y * scores[1] + rest * scores[2]
  return earned + temperature * (surprise(x) + surprise(y) + surprise(rest))
}
