import type { Root } from 'mdast'
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
    if (node.type === 'heading') anchors.add(slugOf(headingText(node)))
    if (node.type === 'footnoteDefinition') anchors.add(`user-content-fn-${node.identifier}`)
    if (node.type === 'code' && /^cell(\s|$)/.test(node.meta ?? '')) add('cell', nameOf(node.meta))
    if (node.type === 'math') add('eq', nameOf(node.meta))
    if (isJsx(node)) addElement(node)
  })
  return anchors

  function add(kind: string, name: string | undefined): void {
    if (name) anchors.add(`${kind}-${name}`)
  }

  function addElement(node: JsxElement): void {
    const props = propsOf(node)
    if (typeof props['id'] === 'string' && node.name !== 'Cite') anchors.add(props['id'])
    if (node.name === 'References')
      for (const id of asList(props['ids'])) anchors.add(`ref-${String(id)}`)
    if (node.name === 'Derivation') addDerivation(node, String(props['name']))
    if (node.name === 'Entries')
      for (const name of String(props['of'] ?? '')
        .split(/\s+/)
        .filter(Boolean))
        for (const id of [slugOf(name), `eq-${name}`, `cell-${name}`]) anchors.add(id)
  }

  /** A derivation has at most one line for each row of its formula. */
  function addDerivation(node: JsxElement, name: string): void {
    add('eq', name)
    visit(node, 'math', ({ value }) => {
      for (let line = 1; line <= value.split('\\\\').length; line++) add('eq', `${name}-${line}`)
    })
  }
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
