import type { List, Nodes, Root } from 'mdast'
import type { InlineMath, Math } from 'mdast-util-math'
import type { MdxJsxFlowElement } from 'mdast-util-mdx-jsx'
import { SKIP, visit } from 'unist-util-visit'
import type { Json } from '../../kernel/json.ts'
import type { Place } from '../../kernel/program.ts'
import { placeOf } from '../syntax/place.ts'
import { componentProps } from '../syntax/component-props.ts'
import { isJsx, type JsxElement } from '../syntax/mdx-elements.ts'
import type { Mistakes } from '../syntax/mistakes.ts'
import { placeOfAttribute } from '../syntax/props.ts'

/** A component that holds formulas, as its author wrote it. */
export interface Holder {
  kind: 'Model' | 'Derivation'
  node: MdxJsxFlowElement
  name: string
  props: Record<string, Json>
  place: Place
  /** The displayed formulas within. */
  formulas: Math[]
  /** The list beside a derivation's formula: one reason for each line. */
  reasons: List | undefined
}

/** All formulas of a page, in its order. */
export interface FoundFormulas {
  displays: Math[]
  inlines: InlineMath[]
  holders: Holder[]
  /** Formulas within components that could not be read, and the names of models that could not. */
  unread: { displays: Math[]; models: Set<string> }
}

/** Finds formulas and the components that hold them; reports malformed ones. */
export function findFormulas(root: Root, mistakes: Mistakes): FoundFormulas {
  const found: FoundFormulas = {
    displays: [],
    inlines: [],
    holders: [],
    unread: { displays: [], models: new Set() },
  }
  visit(root, (node) => {
    if (node.type === 'math') found.displays.push(node)
    if (node.type === 'inlineMath' && checkInline(node, mistakes)) found.inlines.push(node)
    if (!isHolder(node)) return undefined
    const holder = toHolder(node, mistakes)
    if (holder) found.holders.push(holder)
    else addUnread(node, found)
    return holder ? undefined : SKIP
  })
  return found
}

function isHolder(node: Nodes | JsxElement): node is HolderElement {
  return isJsx(node) && (node.name === 'Model' || node.name === 'Derivation')
}

type HolderElement = MdxJsxFlowElement & { name: Holder['kind'] }

function addUnread(node: HolderElement, { unread, inlines }: FoundFormulas): void {
  visit(node, 'math', (it) => void unread.displays.push(it))
  visit(node, 'inlineMath', (it) => void inlines.push(it))
  const attribute = node.attributes.find(
    (it) => it.type === 'mdxJsxAttribute' && it.name === 'name',
  )
  if (node.name === 'Model' && typeof attribute?.value === 'string')
    unread.models.add(attribute.value)
}

function toHolder(node: HolderElement, mistakes: Mistakes): Holder | undefined {
  const place = placeOf(node)
  const props = mistakes.attempt(() => componentProps(node, mistakes.file))
  const name = props?.['name']
  if (!props) return undefined
  if (typeof name !== 'string' || !/^[A-Za-z][\w-]*$/.test(name)) {
    mistakes.report(
      place,
      `invalid name: ${JSON.stringify(name ?? null)}; <${node.name} name="…"> needs letters, digits, - and _`,
    )
    return undefined
  }
  const formulas: Math[] = []
  visit(node, 'math', (it) => void formulas.push(it))
  if (node.name === 'Derivation' && formulas.length !== 1) {
    mistakes.report(
      place,
      `derivation \`${name}\` holds ${formulas.length} formulas: give it one $$ … $$, with its lines in aligned`,
    )
    return undefined
  }
  const reasons = node.children.find((it) => it.type === 'list')
  return { kind: node.name, node, name, props, place, formulas, reasons }
}

/** The place of an attribute; the component's place if it is missing. */
export function attributePlace({ node }: Holder, name: string): Place {
  return placeOfAttribute(node, name)
}

/**
 * Refuses `$$ … $$` within a line, which renders small and has no name. Returns whether the formula
 * is fine.
 */
function checkInline(node: InlineMath, { report }: Mistakes): boolean {
  const { start, end } = node.position ?? {}
  const marks = (end?.offset ?? 0) - (start?.offset ?? 0) - node.value.length
  if (marks < 4) return true
  report(
    placeOf(node),
    'display formula within a line: write $$ name=… and the closing $$ on lines of their own',
  )
  return false
}
