import type { Code, Nodes, Root, RootContent } from 'mdast'
import type { MdxJsxAttribute } from 'mdast-util-mdx-jsx'
import { fnv1a } from '../../kernel/fnv.ts'
import type { Place } from '../../kernel/program.ts'
import { toProps } from '../syntax/literal.ts'
import { isJsx, type JsxElement } from '../syntax/mdx-elements.ts'
import { placeOf } from '../syntax/place.ts'
import { findShared, isCell, readMeta, wordAttributes } from './shared-parts.ts'

/** What stands above a translated block: what it was made from. */
export interface Mark {
  /** The hash of the source's words; none for a block that the translation has for itself. */
  hash: string | undefined
  isUntranslated: boolean
}

/** A block of a page: its frontmatter, a paragraph, a list, a cell, a component with all that it holds. */
export interface Block {
  node: RootContent
  place: Place
  /** What is read in it, apart from what translations share with their source. */
  words: string
  /** Of its words: eight hexadecimal digits. */
  hash: string
  /** The names of what it holds for other pages to share. */
  keys: string[]
  mark: Mark | undefined
}

const commentMark = /^\s*\/\*\s*(?:from ([\da-f]{8})(, untranslated)?|(own))\s*\*\/\s*$/
const yamlMark = /^#\s*(?:from ([\da-f]{8})(, untranslated)?|(own))\s*$/m

/** The mark of a block, as it is written between its signs. */
export const writeMark = (hash: string): string => `from ${hash}, untranslated`

/** The blocks of a page in their order; comments are none. */
export function findBlocks(root: Root): Block[] {
  const blocks: Block[] = []
  let mark: Mark | undefined
  for (const node of root.children) {
    if (node.type === 'mdxFlowExpression' && isComment(node.value)) {
      mark = toMark(commentMark.exec(node.value)) ?? mark
      continue
    }
    const own = node.type === 'yaml' ? toMark(yamlMark.exec(node.value)) : mark
    blocks.push(toBlock(node, own))
    mark = undefined
  }
  return blocks
}

const isComment = (value: string): boolean => /^\s*(?:\/\*[^]*\*\/\s*)+$/.test(value)

function toMark(found: RegExpExecArray | null): Mark | undefined {
  return found ? { hash: found[1], isUntranslated: found[2] !== undefined } : undefined
}

function toBlock(node: RootContent, mark: Mark | undefined): Block {
  const words = wordsOf(node).map((it) => it.replace(/\s+/g, ' ').trim())
  const text = words.filter(Boolean).join('\n')
  const hash = fnv1a(text).toString(16).padStart(8, '0')
  const keys = findShared(node).map(({ key }) => key)
  return { node, place: placeOf(node), words: text, hash, keys, mark }
}

/** All that is read in a node and below it, but for shared code and formulas. */
function wordsOf(node: Nodes | JsxElement): string[] {
  if (node.type === 'yaml') return [node.value.replace(/^#.*$/gm, '')]
  if (node.type === 'math') return metaWords(node, ['unchecked'])
  if (node.type === 'code' && isCell(node)) return metaWords(node, ['caption', 'alt'])
  if (node.type === 'mdxFlowExpression' || node.type === 'mdxTextExpression') return []
  const own = isJsx(node) ? elementWords(node) : 'value' in node ? [node.value] : addressOf(node)
  return 'children' in node ? [...own, ...node.children.flatMap(wordsOf)] : own
}

function metaWords(node: Code | Parameters<typeof readMeta>[0], names: string[]): string[] {
  const { attributes } = readMeta(node) ?? {}
  return names.flatMap((it) => attributes?.get(it) ?? [])
}

/** Components within a line that are a part of its sentence are words as a whole; of others only some attributes are. */
function elementWords(node: JsxElement): string[] {
  // What these offer is for cells; a reader sees their children.
  if (['Slider', 'Toggle', 'Choice'].includes(node.name ?? '')) return []
  const isWord = ({ name }: MdxJsxAttribute): boolean =>
    node.type === 'mdxJsxTextElement' || wordAttributes.includes(name)
  const attributes = node.attributes.filter((it) => it.type === 'mdxJsxAttribute')
  return attributes.filter(isWord).map((it) => `${it.name}=${valueOf(it)}`)
}

function valueOf(attribute: MdxJsxAttribute): string {
  try {
    return JSON.stringify(toProps([attribute])[attribute.name])
  } catch {
    // What cannot be read is told by the check of the page.
    return ''
  }
}

/** Where links and pictures lead; how deep a heading is. */
function addressOf(node: Nodes): string[] {
  if ('url' in node) return [node.url]
  if (node.type === 'heading') return ['#'.repeat(node.depth)]
  return []
}
