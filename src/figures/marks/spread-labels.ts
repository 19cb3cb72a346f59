/**
 * Moves labels apart along a line until no two are closer than `gap`, each as near to its place as
 * that allows.
 * @returns the new positions, in the order given; within `low` and `high` where there is room.
 */
export function spreadLabels(
  positions: readonly number[],
  gap: number,
  low: number,
  high: number,
): number[] {
  const order = positions.map((_, i) => i).sort((a, b) => positions[a] - positions[b])
  const placed = [...positions]
  let floor = low
  for (const i of order) {
    placed[i] = Math.max(floor, placed[i])
    floor = placed[i] + gap
  }
  let ceiling = high
  for (const i of order.toReversed()) {
    placed[i] = Math.min(ceiling, placed[i])
    ceiling = placed[i] - gap
  }
  return placed
}
