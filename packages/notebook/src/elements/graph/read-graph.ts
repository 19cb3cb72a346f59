import type { CellOutline } from '../../hosts/page/page-cells.ts'
import type { CellElement } from '../cell.ts'
import type { InputElement } from '../input.ts'
import { getChapter } from '../notebook.ts'
import type { LiveStrings } from '../../strings/strings.ts'
import type { Node } from './rails.ts'
import { findStale } from './walk.ts'

/** How a cell stands: its code differs from what was run, or what it shows from what its code would. */
export type NodeState = keyof LiveStrings['graph']['states']

/** A cell or an input of the page in its graph. */
export interface PageNode extends Node {
  element: CellElement | InputElement
  name: string
  kind: 'cell' | 'input'
  state: NodeState | undefined
}

/**
 * The page's cells and inputs, in their order, with what each needs by the code that a kernel accepted
 * last; code that was never run needs nothing yet.
 */
export async function readGraph(): Promise<PageNode[]> {
  const { graph } = await getChapter()
  const outlines = new Map(graph.map((it) => [it.name, it]))
  const elements = [...document.querySelectorAll<CellElement | InputElement>('nb-cell, nb-input')]
  const nodes = elements
    .filter((it) => !it.closest('.output'))
    .map((it) => toNode(it, outlines.get(it.name)))
  const owners = findOwners(nodes, outlines)
  const joined = nodes.map((node) => ({
    ...node,
    needs: node.needs.flatMap((name) => owners.get(name) ?? []),
  }))
  const changed = new Set(joined.flatMap(({ key, state }) => (isChanged(state) ? [key] : [])))
  const stale = findStale(joined, changed)
  return joined.map((node) => (stale.has(node.key) ? { ...node, state: 'stale' } : node))
}

function toNode(element: CellElement | InputElement, outline: CellOutline | undefined): PageNode {
  const { name } = element
  const isInput = element.localName === 'nb-input'
  return {
    element,
    name,
    kind: isInput ? 'input' : 'cell',
    key: isInput ? `input ${name}` : `cell ${name}`,
    needs: isInput ? [] : (outline?.inputs ?? []),
    state: isInput ? undefined : stateOf(element as CellElement),
  }
}

function stateOf(cell: CellElement): NodeState | undefined {
  const state = cell.getAttribute('state')
  if (state === 'running' || state === 'failed' || state === 'stopped') return state
  if (state === 'waiting' || cell.hasAttribute('late')) return 'stale'
  if (cell.isWaiting) return 'unrun'
  return cell.hasAttribute('edited') && !cell.isOwn ? 'edited' : undefined
}

/** Whether what needs a cell in this state is out of date. */
function isChanged(state: NodeState | undefined): boolean {
  return state !== undefined && state !== 'edited'
}

/** Who gives a value to each name. */
function findOwners(
  nodes: readonly PageNode[],
  outlines: ReadonlyMap<string, CellOutline>,
): Map<string, string> {
  return new Map(
    nodes.flatMap(({ kind, name, key }): [string, string][] =>
      kind === 'input'
        ? [[name, key]]
        : (outlines.get(name)?.outputs ?? []).map((output) => [output, key]),
    ),
  )
}
