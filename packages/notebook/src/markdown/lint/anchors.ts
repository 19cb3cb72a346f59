import type { Nodes, Root } from 'mdast'
import { visit } from 'unist-util-visit'
import { parseFenceMeta } from '../syntax/fence-meta.ts'
import { toProps } from '../syntax/literal.ts'
import { isJsx, type JsxElement } from '../syntax/mdx-elements.ts'
import { headingText, slugOf } from './slug.ts'

/**
 * Every place within a page that a link can lead to, by its id. Elements that cannot be read are
 * skipped: their mistakes are reported by other checks.
 */
export function findAnchors(root: Root): Set<string> {
  const anchors = new Set<string>(['text'])
  visit(root, (node) => {
    for (const id of anchorsOf(node)) anchors.add(id)
  })
  return anchors
}

/** The ids that a node brings to its page, those of what it holds apart. */
export function anchorsOf(node: Nodes | JsxElement): string[] {
  if (node.type === 'heading') return [slugOf(headingText(node))]
  if (node.type === 'footnoteDefinition') return [`user-content-fn-${node.identifier}`]
  if (node.type === 'code' && /^cell(\s|$)/.test(node.meta ?? ''))
    return named('cell', nameOf(node.meta))
  if (node.type === 'math') return named('eq', nameOf(node.meta))
  return isJsx(node) ? anchorsOfElement(node) : []
}

const named = (kind: string, name: string | undefined): string[] =>
  name ? [`${kind}-${name}`] : []

function anchorsOfElement(node: JsxElement): string[] {
  const props = propsOf(node)
  switch (node.name) {
    case 'Cite':
      return []
    case 'References':
      return asList(props['ids']).map((id) => `ref-${String(id)}`)
    case 'Derivation':
      return anchorsOfDerivation(node, String(props['name']))
    case 'Entries':
      return String(props['of'] ?? '')
        .split(/\s+/)
        .filter(Boolean)
        .flatMap((name) => [slugOf(name), `eq-${name}`, `cell-${name}`])
    default:
      return typeof props['id'] === 'string' ? [props['id']] : []
  }
}

/** A derivation has at most one line for each row of its formula. */
function anchorsOfDerivation(node: JsxElement, name: string): string[] {
  const ids = named('eq', name)
  visit(node, 'math', ({ value }) => {
    for (let line = 1; line <= value.split('\\\\').length; line++) ids.push(`eq-${name}-${line}`)
  })
  return ids
}

function nameOf(meta: string | null | undefined): string | undefined {
  try {
    return parseFenceMeta(meta ?? '').attributes.get('name')
  } catch {
    return undefined
  }
}

function propsOf(node: JsxElement): Record<string, unknown> {
  try {
    return toProps(node.attributes)
  } catch {
    return {}
  }
}

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
