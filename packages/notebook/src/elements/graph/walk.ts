import type { Node } from './rails.ts'

/** The keys by which a graph is walked. */
export type WalkKey = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown' | 'Home' | 'End'

/** The rows that use the value of each row. */
export function findFeeds(nodes: readonly Node[]): number[][] {
  const rows = new Map(nodes.map(({ key }, row) => [key, row]))
  const feeds: number[][] = nodes.map(() => [])
  for (const [row, { needs }] of nodes.entries())
    for (const key of new Set(needs)) {
      const from = rows.get(key)
      if (from !== undefined && from !== row) feeds[from]?.push(row)
    }
  return feeds
}

/**
 * Where a key leads from a row: left to what it needs, right to what it feeds, to the nearest one if there
 * are several, or back where the last step along a line came from; up, down, Home and End go through the
 * page. Where nothing is, it stays.
 * @param path the rows that were left along lines, the last one last
 */
export function walk(
  nodes: readonly Node[],
  at: number,
  key: WalkKey,
  path: readonly number[],
): number {
  const last = nodes.length - 1
  switch (key) {
    case 'Home':
      return 0
    case 'End':
      return last
    case 'ArrowUp':
      return Math.max(0, at - 1)
    case 'ArrowDown':
      return Math.min(last, at + 1)
    case 'ArrowRight':
      return findNearest(at, findFeeds(nodes)[at] ?? [], path)
    case 'ArrowLeft': {
      const feeders = findFeeds(nodes).flatMap((to, row) => (to.includes(at) ? [row] : []))
      return findNearest(at, feeders, path)
    }
  }
}

function findNearest(at: number, rows: readonly number[], path: readonly number[]): number {
  const before = path.at(-1)
  if (before !== undefined && rows.includes(before)) return before
  const [nearest = at] = [...rows].sort((a, b) => Math.abs(a - at) - Math.abs(b - at) || a - b)
  return nearest
}

/**
 * The rows that show what no longer goes with the code above them: all that need, directly or not, a row
 * which has changed.
 */
export function findStale(nodes: readonly Node[], changed: ReadonlySet<string>): Set<string> {
  const feeds = findFeeds(nodes)
  const rows = new Map(nodes.map(({ key }, row) => [key, row]))
  const stale = new Set<string>()
  const queue = [...changed]
  for (const key of queue)
    for (const row of feeds[rows.get(key) ?? -1] ?? []) {
      const found = nodes[row]?.key ?? ''
      if (stale.has(found) || changed.has(found)) continue
      stale.add(found)
      queue.push(found)
    }
  return stale
}
