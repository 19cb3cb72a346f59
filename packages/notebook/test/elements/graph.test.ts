import { describe, expect, test } from 'vitest'
import { layRails, toPath, type Node } from '../../src/elements/graph/rails.ts'
import { findFeeds, findStale, walk, type WalkKey } from '../../src/elements/graph/walk.ts'

/** A graph of `name < what it needs` lines. */
function graph(...lines: string[]): Node[] {
  return lines.map((line) => {
    const [key = '', needs = ''] = line.split('<').map((it) => it.trim())
    return { key, needs: needs.split(' ').filter(Boolean) }
  })
}

/** Numbers from 0 to 1, the same each time. */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    yield state / 2 ** 32
  }
}

/** A graph of a seed, in which each node needs some that stand anywhere. */
function randomGraph(seed: number): Node[] {
  const source = numbers(seed)
  const draw = (): number => source.next().value
  const count = Math.floor(draw() * 30)
  return Array.from({ length: count }, (_, row) => ({
    key: String(row),
    needs: Array.from({ length: Math.floor(draw() * 4) }, () => String(Math.floor(draw() * count))),
  }))
}
const seeds = Array.from({ length: 200 }, (_, seed) => seed)

describe('the lines of a graph', () => {
  test('there is one from each node to each that needs it, and none to itself or from what is not there', () => {
    const { edges } = layRails(graph('a', 'b < a a', 'c < b a c Plot'))
    expect(edges.map(({ from, to }) => `${from}>${to}`).sort()).toEqual(['0>1', '0>2', '1>2'])
  })
  test('all that leave one node run in one lane', () => {
    const { edges, lanes } = layRails(graph('a', 'b < a', 'c < a', 'd < a'))
    expect(edges).toHaveLength(3)
    expect(lanes).toBe(1)
  })
  test('those that do not meet share a lane, and short ones run nearest to the names', () => {
    expect(layRails(graph('a', 'b < a', 'c', 'd < c')).lanes).toBe(1)
    const { edges } = layRails(graph('far', 'a', 'b < a', 'c < far'))
    expect(edges).toContainEqual({ from: 1, to: 2, lane: 0 })
    expect(edges).toContainEqual({ from: 0, to: 3, lane: 1 })
  })
  test('may lead up, to a node that stands before what it needs', () => {
    expect(layRails(graph('shown < later', 'later')).edges).toEqual([{ from: 1, to: 0, lane: 0 }])
  })
  test.each(seeds)('of two nodes never run in the same stretch of a lane: seed %i', (seed) => {
    const nodes = randomGraph(seed)
    const { edges, lanes } = layRails(nodes)
    const taken = new Map<string, number>()
    for (const { from, to, lane } of edges) {
      expect(lane).toBeLessThan(lanes)
      for (let row = Math.min(from, to); row <= Math.max(from, to); row++) {
        const place = `${lane}:${row}`
        expect(taken.get(place) ?? from).toBe(from)
        taken.set(place, from)
      }
    }
    const wanted = new Set(
      nodes.flatMap(({ needs }, to) =>
        needs.filter((it) => it !== String(to)).map((from) => `${from}>${to}`),
      ),
    )
    expect(new Set(edges.map(({ from, to }) => `${from}>${to}`))).toEqual(wanted)
  })
  test('leave a node below its middle, reach the next above it, and stay beside the names', () => {
    const sizes = { row: 36, gap: 12, width: 40 }
    const path = toPath({ from: 0, to: 2, lane: 0 }, sizes)
    expect(path).toMatch(/^M40 23H/)
    expect(path).toContain('85H40m')
    const xs = [...path.matchAll(/[MHQ](-?[\d.]+)/g)].map(([, x]) => Number(x))
    expect(Math.max(...xs)).toBe(40)
    expect(Math.min(...xs)).toBeGreaterThan(0)
    expect(path).not.toContain('NaN')
  })
})

describe('walking a graph by keys', () => {
  const nodes = graph('T', 'p < T z', 'z', 'sum < p', 'table < p T', 'alone')
  /** The names that keys lead to, from the first on. */
  const walkAlong = (start: string, ...keys: WalkKey[]): string => {
    let at = nodes.findIndex(({ key }) => key === start)
    const path: number[] = []
    for (const key of keys) {
      const to = walk(nodes, at, key, path)
      if (path.at(-1) === to) path.pop()
      else path.push(at)
      at = to
    }
    return nodes[at]?.key ?? ''
  }

  test('left leads to what a cell needs, the nearest first, right to what it feeds', () => {
    expect(walkAlong('p', 'ArrowLeft')).toBe('T')
    expect(walkAlong('table', 'ArrowLeft')).toBe('p')
    expect(walkAlong('p', 'ArrowRight')).toBe('sum')
    expect(walkAlong('z', 'ArrowRight')).toBe('p')
  })
  test('a step along a line is taken back by the other key', () => {
    expect(walkAlong('table', 'ArrowLeft', 'ArrowRight')).toBe('table')
    expect(walkAlong('z', 'ArrowRight', 'ArrowLeft')).toBe('z')
    expect(walkAlong('table', 'ArrowLeft', 'ArrowLeft', 'ArrowRight', 'ArrowRight')).toBe('table')
  })
  test('up, down, Home and End go through the page, and stop at its ends', () => {
    expect(walkAlong('p', 'ArrowDown')).toBe('z')
    expect(walkAlong('p', 'ArrowUp')).toBe('T')
    expect(walkAlong('T', 'ArrowUp')).toBe('T')
    expect(walkAlong('T', 'End')).toBe('alone')
    expect(walkAlong('alone', 'ArrowDown')).toBe('alone')
    expect(walkAlong('alone', 'Home')).toBe('T')
  })
  test('where no line leads on, it stays', () => {
    expect(walkAlong('alone', 'ArrowLeft')).toBe('alone')
    expect(walkAlong('alone', 'ArrowRight')).toBe('alone')
    expect(walkAlong('T', 'ArrowLeft')).toBe('T')
  })
  test.each(seeds)('right leads along a line, and left from there leads back: seed %i', (seed) => {
    const drawn = randomGraph(seed)
    const feeds = findFeeds(drawn)
    for (const at of drawn.keys()) {
      const to = walk(drawn, at, 'ArrowRight', [])
      if (feeds[at]?.length === 0) expect(to).toBe(at)
      else {
        expect(feeds[at]).toContain(to)
        expect(walk(drawn, to, 'ArrowLeft', [at])).toBe(at)
      }
    }
  })
})

describe('what is out of date', () => {
  test('is all that needs, directly or not, what has changed', () => {
    const nodes = graph('a', 'b < a', 'c < b', 'd < c a', 'other', 'e < other')
    expect(findStale(nodes, new Set(['b']))).toEqual(new Set(['c', 'd']))
    expect(findStale(nodes, new Set())).toEqual(new Set())
  })
  test('does not include what has changed itself, and ends where a circle is', () => {
    const nodes = graph('a < b', 'b < a', 'c < b')
    expect(findStale(nodes, new Set(['a', 'b']))).toEqual(new Set(['c']))
    expect(findStale(nodes, new Set(['a']))).toEqual(new Set(['b', 'c']))
  })
})
