import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { findLoopAround } from '../../kernel/compile/find-endless.ts'
import { isOfEngine, type Origin } from './find-origin.ts'
import { tryToParse } from './module-reader.ts'

/** A CPU profile as V8 gives it, as far as it is read here. Lines of functions count from 0, those of ticks from 1. */
interface Profile {
  nodes: readonly ProfileNode[]
  /** The node in which the thread was, at one time after the other. */
  samples: readonly number[]
}

interface ProfileNode {
  id: number
  callFrame: { url: string; lineNumber: number; columnNumber: number }
  children?: readonly number[]
  positionTicks?: readonly { line: number; ticks: number }[]
}

/** The share of samples from which something counts as what was seen all the time: V8 misses a call now and then. */
const always = 0.9

/**
 * Where a thread that never ends computes: the loop in the innermost function in which it was all the time.
 * @param text a CPU profile, from before the code was first run to when the thread was given up
 * @returns undefined where that is not in a file, as for a cell's own code
 */
export function findBusyPlace(text: string): Origin | undefined {
  const { nodes, samples } = readProfile(text)
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

/** Without the names of functions: V8 writes those of regular expressions as they are, with signs that no JSON has. */
function readProfile(text: string): Profile {
  const plain = text.replace(/"functionName":".*?","lineNumber":/gs, '"lineNumber":')
  return JSON.parse(plain) as Profile
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

function toOrigin({ callFrame, positionTicks = [] }: ProfileNode): Origin {
  const { url, lineNumber, columnNumber } = callFrame
  const file = fileURLToPath(url)
  const [busiest] = [...positionTicks].sort((a, b) => b.ticks - a.ticks)
  if (!busiest) return { file, line: lineNumber + 1, column: columnNumber + 1 }
  const { line } = busiest
  const source = readFileSync(file, 'utf8')
  const tree = tryToParse(source, url, true)
  // Which of a loop's lines is the busiest differs from run to run.
  const loop = tree && findLoopAround(tree, line)
  return { file, ...(loop ?? { line, column: firstColumn(source, line) }) }
}

/** Where the code of a line begins. */
function firstColumn(source: string, line: number): number {
  const text = source.split(/\r?\n/)[line - 1] ?? ''
  return text.length - text.trimStart().length + 1
}
