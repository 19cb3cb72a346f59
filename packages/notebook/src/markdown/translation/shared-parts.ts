import type { Code, Nodes, Root } from 'mdast'
import type { Math } from 'mdast-util-math'
import type { MdxJsxAttribute } from 'mdast-util-mdx-jsx'
import { visit } from 'unist-util-visit'
import { FenceMetaError, parseFenceMeta, type FenceMeta } from '../syntax/fence-meta.ts'
import { isJsx, type JsxElement } from '../syntax/mdx-elements.ts'

/**
 * What a page shares with its translations by name: a cell, a displayed formula, or a component with a name, such as
 * an input. Its key is what messages call it.
 */
export type SharedPart = { key: string } & (
  | { kind: 'cell'; node: Code; meta: FenceMeta }
  | { kind: 'formula'; node: Math; meta: FenceMeta }
  | { kind: 'element'; node: JsxElement }
)

/** The attributes that hold words, which a translation writes for itself. */
export const wordAttributes: readonly string[] = [
  'caption',
  'alt',
  'title',
  'labels',
  'options',
  'unchecked',
]

/** Components that refer to something by its name, and have none of their own. */
const references = ['Eq', 'Sym', 'Cite']

/** The shared parts below a node, in their order. Those that cannot be read are left out: other checks tell of them. */
export function findShared(root: Root | Nodes): SharedPart[] {
  const found: SharedPart[] = []
  visit(root, (node, _, parent) => {
    const holder = parent && isJsx(parent) ? parent : undefined
    const part = toShared(node, holder)
    if (part) found.push(part)
  })
  return found
}

function toShared(node: Nodes | JsxElement, holder?: JsxElement): SharedPart | undefined {
  if (node.type === 'code') return isCell(node) ? withMeta('cell', node) : undefined
  if (node.type === 'math') return withMeta('formula', node, holder)
  if (!isJsx(node) || node.name === null || references.includes(node.name)) return undefined
  const name = textOf(node, 'name')
  if (name !== undefined) return { key: `<${node.name} name="${name}">`, kind: 'element', node }
  // A list of works is one of its kind.
  return node.name === 'References' ? { key: '<References>', kind: 'element', node } : undefined
}

function withMeta(kind: 'cell', node: Code): SharedPart | undefined
function withMeta(kind: 'formula', node: Math, holder?: JsxElement): SharedPart | undefined
function withMeta(
  kind: 'cell' | 'formula',
  node: Code | Math,
  holder?: JsxElement,
): SharedPart | undefined {
  const meta = readMeta(node)
  // The formula of a derivation has the derivation's name.
  const name = meta?.attributes.get('name') ?? (holder && textOf(holder, 'name'))
  return meta && name ? ({ key: `${kind} \`${name}\``, kind, node, meta } as SharedPart) : undefined
}

export const isCell = ({ lang, meta }: Code): boolean =>
  lang === 'ts' && /^cell(\s|$)/.test(meta ?? '')

/** What stands behind a fence, or behind `$$`; undefined if it cannot be read. */
export function readMeta({ meta }: Code | Math): FenceMeta | undefined {
  try {
    return parseFenceMeta(meta ?? '')
  } catch (error) {
    if (error instanceof FenceMetaError) return undefined
    throw error
  }
}

/** An attribute of a component, if it is there. */
export function attributeOf(node: JsxElement, name: string): MdxJsxAttribute | undefined {
  return node.attributes.find(
    (it): it is MdxJsxAttribute => it.type === 'mdxJsxAttribute' && it.name === name,
  )
}

function textOf(node: JsxElement, name: string): string | undefined {
  const value = attributeOf(node, name)?.value
  return typeof value === 'string' ? value : undefined
}
