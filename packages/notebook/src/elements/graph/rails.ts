/** What stands in the graph, in the order of the page. */
export interface Node {
  /** Unique. */
  key: string
  /** The keys of those whose values it uses. */
  needs: readonly string[]
}

/** A line from a node's row to that of one which needs it; `lane` 0 is nearest to the names. */
export interface Edge {
  from: number
  to: number
  lane: number
}

/** The lines between the rows of a graph, and how many lanes they run in. */
export interface Rails {
  edges: Edge[]
  lanes: number
}

interface Rail {
  from: number
  to: number[]
  top: number
  bottom: number
}

/**
 * Lays the lines of a graph beside its rows: all that leave one node run in one lane, and no two nodes'
 * lines in the same stretch of a lane. Short ones come nearest to the names, so that few cross.
 */
export function layRails(nodes: readonly Node[]): Rails {
  const rails = findRails(nodes).sort(
    (a, b) => a.bottom - a.top - (b.bottom - b.top) || a.top - b.top || a.from - b.from,
  )
  const lanes: Rail[][] = []
  const edges: Edge[] = []
  for (const rail of rails) {
    const free = lanes.findIndex((placed) => !placed.some((other) => overlap(rail, other)))
    const lane = free < 0 ? lanes.length : free
    lanes[lane] = [...(lanes[lane] ?? []), rail]
    for (const to of rail.to) edges.push({ from: rail.from, to, lane })
  }
  return { edges, lanes: lanes.length }
}

function findRails(nodes: readonly Node[]): Rail[] {
  const rows = new Map(nodes.map(({ key }, row) => [key, row]))
  const targets = new Map<number, number[]>()
  for (const [to, { needs }] of nodes.entries())
    for (const key of new Set(needs)) {
      const from = rows.get(key)
      if (from === undefined || from === to) continue
      targets.set(from, [...(targets.get(from) ?? []), to])
    }
  return [...targets].map(([from, to]) => ({
    from,
    to,
    top: Math.min(from, ...to),
    bottom: Math.max(from, ...to),
  }))
}

function overlap(a: Rail, b: Rail): boolean {
  return a.top <= b.bottom && b.top <= a.bottom
}

/** The sizes of a drawing of rails, in pixels. */
export interface RailSizes {
  row: number
  /** From one lane to the next. */
  gap: number
  /** Where the names begin. */
  width: number
}

/** The height, from a row's middle, at which lines leave a node below and reach it above. */
const port = 5
const radius = 4

/** An edge as the path of an SVG, with the head of an arrow where it ends. */
export function toPath({ from, to, lane }: Edge, { row, gap, width }: RailSizes): string {
  const x = width - (lane + 1) * gap - radius
  const start = (from + 0.5) * row + port
  const end = (to + 0.5) * row - port
  const turn = radius * Math.sign(end - start)
  const out = `M${width} ${start}H${x + radius}Q${x} ${start} ${x} ${start + turn}`
  const back = `V${end - turn}Q${x} ${end} ${x + radius} ${end}H${width}`
  return `${out}${back}m-4 -3l4 3l-4 3`
}
