import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { isOfEngine, type Origin } from './find-origin.ts'

/** A CPU profile as V8 gives it, as far as it is read here. Lines of functions count from 0, those of ticks from 1. */
interface Profile {
  nodes: readonly ProfileNode[]
  /** The node in which the thread was, at one time after the other. */
  samples: readonly number[]
}

interface ProfileNode {
  id: number
  callFrame: { functionName: string; url: string; lineNumber: number; columnNumber: number }
  children?: readonly number[]
  positionTicks?: readonly { line: number; ticks: number }[]
}

/** The share of samples from which something counts as what was seen all the time: V8 misses a call now and then. */
const always = 0.9

/**
 * Where a thread that never ends computes: the innermost function in which it was all the time, and of its lines the first
 * that ran again and again.
 * @param text a CPU profile, from before the code was first run to when the thread was given up
 * @returns undefined where that is not in a file, as for a cell's own code
 */
export function findBusyPlace(text: string): Origin | undefined {
  const { nodes, samples } = JSON.parse(text) as Profile
  const paths = toPaths(nodes)
  // At first the thread was elsewhere; what V8 does for itself, such as collecting garbage, has no place.
  const late = samples
    .slice(samples.length / 2)
    .map((id) => (paths.get(id) ?? []).filter(isOfBook))
    .filter((path) => path.length > 0)
  const seen = new Map<ProfileNode, number>()
  for (const node of late.flat()) seen.set(node, (seen.get(node) ?? 0) + 1)
  // Calls are seen before what they call.
  const node = [...seen.keys()].findLast((it) => (seen.get(it) ?? 0) >= always * late.length)
  return node?.callFrame.url.startsWith('file:') ? toOrigin(node) : undefined
}

/** Whether a function is of a cell or of the book's modules. */
const isOfBook = ({ callFrame: { url } }: ProfileNode): boolean =>
  url !== '' && !url.startsWith('node:') && !isOfEngine(url)

/** The calls that lead to each node, from the first to itself. */
function toPaths(nodes: readonly ProfileNode[]): Map<number, ProfileNode[]> {
  const parents = new Map(nodes.flatMap((it) => (it.children ?? []).map((id) => [id, it.id])))
  const byId = new Map(nodes.map((it) => [it.id, it]))
  const paths = new Map<number, ProfileNode[]>()
  const pathTo = (id: number | undefined): ProfileNode[] => {
    const node = id === undefined ? undefined : byId.get(id)
    if (!node) return []
    const path = paths.get(node.id) ?? [...pathTo(parents.get(node.id)), node]
    paths.set(node.id, path)
    return path
  }
  for (const { id } of nodes) pathTo(id)
  return paths
}

/** The share of a function's ticks from which a line counts as one that ran again and again. */
const often = 0.01

function toOrigin({ callFrame, positionTicks = [] }: ProfileNode): Origin {
  const all = positionTicks.reduce((sum, { ticks }) => sum + ticks, 0)
  const lines = positionTicks.filter(({ ticks }) => ticks > often * all).map(({ line }) => line)
  const file = fileURLToPath(callFrame.url)
  if (lines.length === 0)
    return { file, line: callFrame.lineNumber + 1, column: callFrame.columnNumber + 1 }
  const line = Math.min(...lines)
  return { file, line, column: firstColumn(file, line) }
}

/** Where the code of a line begins. */
function firstColumn(file: string, line: number): number {
  const text = readFileSync(file, 'utf8').split(/\r?\n/)[line - 1] ?? ''
  return text.length - text.trimStart().length + 1
}
