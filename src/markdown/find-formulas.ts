import type { List, Nodes, Root } from 'mdast'
import type { InlineMath, Math } from 'mdast-util-math'
import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx'
import { visit } from 'unist-util-visit'
import type { Json } from '../kernel/json.ts'
import type { Place } from '../kernel/program.ts'
import { ChapterError } from './chapter-error.ts'
import { placeOf } from './chapter.ts'
import { toProps } from './literal.ts'

/** A component that holds formulas, as its author wrote it. */
export interface Holder {
  kind: 'Model' | 'Derivation'
  node: MdxJsxFlowElement
  name: string
  props: Record<string, Json>
  place: Place
  /** The formulas within, on lines of their own. */
  formulas: Math[]
  /** What stands beside the formula: of a derivation, the reasons for its lines. */
  reasons: List | undefined
}

/** All formulas of a page, in its order. */
export interface FoundFormulas {
  displays: Math[]
  inlines: InlineMath[]
  holders: Holder[]
}

const known: Record<Holder['kind'], readonly string[]> = {
  Model: ['name', 'sizes', 'index', 'free', 'constants', 'layout', 'definitions'],
  Derivation: ['name', 'model', 'each', 'where', 'under', 'breaks', 'approx', 'unchecked', 'twins', 'at', 'lit'],
}

/** Finds formulas and what holds them. Throws ChapterError for what is not well formed. */
export function findFormulas(root: Root, file: string): FoundFormulas {
  const found: FoundFormulas = { displays: [], inlines: [], holders: [] }
  visit(root, (node) => {
    if (node.type === 'math') found.displays.push(node)
    if (node.type === 'inlineMath') found.inlines.push(checkInline(node, file))
    if (isHolder(node)) found.holders.push(toHolder(node, file))
  })
  return found
}

function isHolder(node: Nodes | MdxJsxFlowElement | MdxJsxTextElement): node is MdxJsxFlowElement & { name: Holder['kind'] } {
  return (node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement') && Object.hasOwn(known, node.name ?? '')
}

function toHolder(node: MdxJsxFlowElement & { name: Holder['kind'] }, file: string): Holder {
  const place = placeOf(node)
  const props = readProps(node, file)
  const unknown = Object.keys(props).find((it) => !known[node.name].includes(it))
  if (unknown) throw new ChapterError(file, place, `unknown attribute: ${unknown}; <${node.name}> takes ${known[node.name].join(', ')}`)
  const { name } = props
  if (typeof name !== 'string' || !/^[A-Za-z][\w-]*$/.test(name)) throw new ChapterError(file, place, `invalid name: ${JSON.stringify(name ?? null)}; <${node.name} name="…"> needs letters, digits, - and _`)
  const formulas: Math[] = []
  visit(node, (it) => void (it.type === 'math' && formulas.push(it)))
  const reasons = node.children.find((it) => it.type === 'list')
  return { kind: node.name, node, name, props, place, formulas, reasons }
}

function readProps(node: MdxJsxFlowElement, file: string): Record<string, Json> {
  try {
    return toProps(node.attributes)
  } catch (error) {
    throw new ChapterError(file, placeOf(node), (error as Error).message, error)
  }
}

/** Where an attribute stands, so that a message about it points there. */
export function attributePlace({ node, place }: Holder, name: string): Place {
  const found = node.attributes.find((it) => it.type === 'mdxJsxAttribute' && it.name === name)
  const start = found?.position?.start
  return start ? { line: start.line, column: start.column } : place
}

/** `$$ … $$` within one line is set small and has no name: never what is meant. */
function checkInline(node: InlineMath, file: string): InlineMath {
  const { start, end } = node.position ?? {}
  const marks = (end?.offset ?? 0) - (start?.offset ?? 0) - node.value.length
  if (marks >= 4) throw new ChapterError(file, placeOf(node as never), 'display formula within a line: write $$ name=… and the closing $$ on lines of their own')
  return node
}
