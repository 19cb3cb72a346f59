import type { List, Nodes, Root } from 'mdast'
import type { InlineMath, Math } from 'mdast-util-math'
import type { MdxJsxFlowElement } from 'mdast-util-mdx-jsx'
import { visit } from 'unist-util-visit'
import type { Json } from '../../kernel/json.ts'
import type { Place } from '../../kernel/program.ts'
import { ChapterError } from '../syntax/chapter-error.ts'
import { placeOf } from '../syntax/place.ts'
import { componentProps } from '../syntax/component-props.ts'
import { isJsx, type JsxElement } from '../syntax/mdx-elements.ts'
import { placeOfAttribute } from '../syntax/props.ts'

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

function isHolder(node: Nodes | JsxElement): node is MdxJsxFlowElement & { name: Holder['kind'] } {
  return isJsx(node) && (node.name === 'Model' || node.name === 'Derivation')
}

function toHolder(node: MdxJsxFlowElement & { name: Holder['kind'] }, file: string): Holder {
  const place = placeOf(node)
  const props = componentProps(node, file)
  const { name } = props
  if (typeof name !== 'string' || !/^[A-Za-z][\w-]*$/.test(name))
    throw new ChapterError(
      file,
      place,
      `invalid name: ${JSON.stringify(name ?? null)}; <${node.name} name="…"> needs letters, digits, - and _`,
    )
  const formulas: Math[] = []
  visit(node, (it) => void (it.type === 'math' && formulas.push(it)))
  if (node.name === 'Derivation' && formulas.length !== 1)
    throw new ChapterError(
      file,
      place,
      `derivation \`${name}\` holds ${formulas.length} formulas: give it one $$ … $$, with its lines in aligned`,
    )
  const reasons = node.children.find((it) => it.type === 'list')
  return { kind: node.name, node, name, props, place, formulas, reasons }
}

/** Where an attribute stands, so that a message about it points there. */
export function attributePlace({ node }: Holder, name: string): Place {
  return placeOfAttribute(node, name)
}

/** `$$ … $$` within one line is set small and has no name: never what is meant. */
function checkInline(node: InlineMath, file: string): InlineMath {
  const { start, end } = node.position ?? {}
  const marks = (end?.offset ?? 0) - (start?.offset ?? 0) - node.value.length
  if (marks >= 4)
    throw new ChapterError(
      file,
      placeOf(node as never),
      'display formula within a line: write $$ name=… and the closing $$ on lines of their own',
    )
  return node
}
