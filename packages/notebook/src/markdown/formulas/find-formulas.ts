import type { List, Nodes, Parents, Root } from 'mdast'
import type { InlineMath, Math } from 'mdast-util-math'
import type { MdxJsxFlowElement } from 'mdast-util-mdx-jsx'
import { SKIP, visit } from 'unist-util-visit'
import type { Json } from '../../kernel/json.ts'
import type { Place } from '../../kernel/program.ts'
import { placeOf } from '../syntax/place.ts'
import { componentProps } from '../syntax/component-props.ts'
import { isJsx, type JsxElement } from '../syntax/mdx-elements.ts'
import type { Mistakes } from '../syntax/mistakes.ts'
import { placeInLiteral } from '../syntax/literal.ts'
import { placeOfAttribute } from '../syntax/props.ts'
import type { Mistake } from '../../strings/mistakes.ts'

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
  /** Formulas within components that could not be read, and the names of these: '' for one whose name cannot be read. */
  unread: { displays: Math[]; models: Set<string>; derivations: Set<string> }
}

/**
 * Finds formulas and the components that hold them; reports malformed ones.
 * @param source the page's text; without it, blanks beside a `$` are not seen
 */
export function findFormulas(root: Root, mistakes: Mistakes, source?: string): FoundFormulas {
  const found: FoundFormulas = {
    displays: [],
    inlines: [],
    holders: [],
    unread: { displays: [], models: new Set(), derivations: new Set() },
  }
  visit(root, (node, index, parent) => {
    if (node.type === 'math') found.displays.push(node)
    if (node.type === 'inlineMath') {
      const written = writtenAs(node, source)
      if (checkInline(node, { written, next: nextTo(parent, index) }, mistakes))
        found.inlines.push(node)
    }
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
  const names = node.name === 'Model' ? unread.models : unread.derivations
  names.add(typeof attribute?.value === 'string' ? attribute.value : '')
}

function toHolder(node: HolderElement, mistakes: Mistakes): Holder | undefined {
  const place = placeOf(node)
  const props = mistakes.attempt(() => componentProps(node, mistakes.file))
  const name = props?.['name']
  if (!props) return undefined
  if (typeof name !== 'string' || !/^[A-Za-z][\w-]*$/.test(name)) {
    mistakes.report(place, {
      kind: 'invalidHolderName',
      value: JSON.stringify(name ?? null),
      tag: node.name,
    })
    return undefined
  }
  const formulas: Math[] = []
  visit(node, 'math', (it) => void formulas.push(it))
  if (node.name === 'Derivation' && formulas.length !== 1) {
    mistakes.report(place, { kind: 'formulasInDerivation', name, count: formulas.length })
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
 * The place of an expression within an attribute; the attribute's place if it is not a literal
 * there.
 */
export function literalPlace(holder: Holder, name: string, path: readonly string[]): Place {
  const attribute = holder.node.attributes.find(
    (it) => it.type === 'mdxJsxAttribute' && it.name === name,
  )
  const found = attribute?.type === 'mdxJsxAttribute' ? placeInLiteral(attribute, path) : undefined
  return found ?? attributePlace(holder, name)
}

/** A formula within a line as its author wrote it, with its signs; nothing where that is not known. */
export function writtenAs(node: InlineMath, source: string | undefined): string | undefined {
  const { start, end } = node.position ?? {}
  return source?.slice(start?.offset ?? 0, end?.offset ?? 0)
}

/** Formulas within a line whose mistakes are told: they are not set. */
export const refusedInline = new WeakSet<InlineMath>()

/** The text that follows a node. */
export function nextTo(parent: Parents | JsxElement | undefined, index = 0): string {
  const next = parent?.children[index + 1]
  return next?.type === 'text' ? next.value : ''
}

/**
 * Refuses `$$ … $$` within a line, which renders small and has no name, and signs of money. Returns whether
 * the formula is fine.
 */
export function checkInline(
  node: InlineMath,
  { written, next }: { written: string | undefined; next: string },
  { report }: Pick<Mistakes, 'report'>,
): boolean {
  const problem = explainMoney(node, written, next) ?? explainDisplay(node, written)
  if (problem !== undefined) {
    refusedInline.add(node)
    report(placeOf(node), problem)
  }
  return problem === undefined
}

function explainDisplay({ value, position }: InlineMath, written?: string): Mistake | undefined {
  const marks = (position?.end.offset ?? 0) - (position?.start.offset ?? 0) - value.length
  const isDisplay = written === undefined ? marks >= 4 : written.startsWith('$$')
  return isDisplay ? { kind: 'displayInLine' } : undefined
}

/**
 * As in Pandoc, a formula begins and ends without a blank, and no digit follows it: what does otherwise is
 * mostly money.
 */
function explainMoney(
  { value }: InlineMath,
  written: string | undefined,
  next: string,
): Mistake | undefined {
  const inner = written?.replace(/^\$+|\$+$/g, '') ?? value
  if (written?.startsWith('$$')) return undefined
  const blank = /^\s|\s$/.test(inner)
  const digit = /^\d/.test(next)
  if (!blank && !digit) return undefined
  const shown = `$${inner.length > 30 ? `${inner.slice(0, 30)}…` : inner}$`
  return { kind: 'noFormula', found: shown, next: digit ? next[0] : '' }
}
