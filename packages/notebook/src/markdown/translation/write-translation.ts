import type { Code, Nodes, Root, RootContent } from 'mdast'
import type { Math } from 'mdast-util-math'
import { SKIP, visit } from 'unist-util-visit'
import { placeInMeta } from '../syntax/fence-place.ts'
import { isJsx, type JsxElement } from '../syntax/mdx-elements.ts'
import { parseSource } from '../syntax/parse-source.ts'
import { toSource } from '../syntax/to-source.ts'
import { findBlocks, writeMark, type Block } from './blocks.ts'
import { pairBlocks } from './pair-blocks.ts'
import { findShared, readMeta, wordAttributes } from './shared-parts.ts'

/** A change of a text: what stands from one offset to another, and what comes there instead. */
interface Change {
  from: number
  to: number
  text: string
}

/**
 * A translation, begun or brought up to date. A new one has the source's words, each block marked with what it was
 * made from and as untranslated, and none of its code. In one that is there, blocks without a mark get one, and blocks
 * of the source that it lacks are put in their places; nothing else is touched.
 * @param source the page in the book's first language, with its path from the root
 * @param own the translation as it stands, if it does
 * @throws ChapterError for a page that cannot be parsed
 */
export function writeTranslation(
  source: { file: string; text: string },
  own?: { file: string; text: string },
): string {
  const from = toSource(source.text)
  const theirs = findBlocks(parseSource(source.file, from))
  const copies = theirs.map((it) => copyBlock(it, from))
  if (!own) return `${copies.join('\n\n')}\n`
  const text = toSource(own.text)
  const mine = findBlocks(parseSource(own.file, text))
  const { sourceOf, missing } = pairBlocks(theirs, mine)
  const marks = [...sourceOf]
    .filter(([index, it]) => !mine[index].mark && theirs[it].words !== '')
    .map(([index, it]) => addMark(mine[index], theirs[it].hash))
  const added = missing
    .filter((it) => theirs[it].words !== '' || theirs[it].keys.length > 0)
    .map((it): Change => {
      const above = [...sourceOf].filter(([, index]) => index < it).map(([index]) => index)
      const at = mine[Math.max(-1, ...above)]?.node.position?.end.offset ?? 0
      return { from: at, to: at, text: `\n\n${copies[it]}` }
    })
  return apply(text, [...marks, ...added])
}

function addMark({ node }: Block, hash: string): Change {
  const at = node.position?.start.offset ?? 0
  // Frontmatter is marked in its own first line.
  if (node.type === 'yaml') return { from: at + 4, to: at + 4, text: `# from ${hash}\n` }
  return { from: at, to: at, text: `{/* from ${hash} */}\n` }
}

/** A block of the source as a translation begins it. */
function copyBlock({ node, words, hash }: Block, source: string): string {
  const [start, end] = [node.position?.start.offset ?? 0, node.position?.end.offset ?? 0]
  const changes = changesOf(node, source).map((it) => ({
    ...it,
    from: it.from - start,
    to: it.to - start,
  }))
  const text = apply(source.slice(start, end), changes)
  if (words === '') return text
  if (node.type === 'yaml') return text.replace('\n', `\n# ${writeMark(hash)}\n`)
  return `{/* ${writeMark(hash)} */}\n${text}`
}

/** What a translation leaves to its source: code, formulas, and attributes without words. */
function changesOf(node: RootContent, source: string): Change[] {
  const wrapped: Root = { type: 'root', children: [node] }
  const shared = new Set<Nodes | JsxElement>(findShared(wrapped).map((it) => it.node))
  const changes: Change[] = []
  visit(wrapped, (it) => {
    if (!shared.has(it)) return undefined
    if (it.type === 'code' || it.type === 'math') {
      changes.push(emptyFence(it, source))
      return SKIP
    }
    if (isJsx(it)) changes.push(...dropAttributes(it, source))
    return undefined
  })
  return changes
}

/** A fence with its name and words alone; the signs that open and close it stay. */
function emptyFence(node: Code | Math, source: string): Change {
  const [from, to] = [node.position?.start.offset ?? 0, node.position?.end.offset ?? 0]
  const written = source.slice(from, to)
  const [signs] = /^(?:`+|~+|\$+)/.exec(written) ?? ['']
  const indent = ' '.repeat((node.position?.start.column ?? 1) - 1)
  const behind = keptWords(node, source)
  const head = node.type === 'code' ? [`${signs}ts cell`, ...behind] : [signs, ...behind]
  return { from, to, text: `${head.join(' ')}\n${indent}${signs}` }
}

/** The words behind a fence that a translation keeps, as they are written. */
function keptWords(node: Code | Math, source: string): string[] {
  const words = [...(readMeta(node)?.offsets ?? [])]
  const [line = ''] = source.slice(node.position?.start.offset ?? 0).split('\n', 1)
  const indent = node.position?.start.column ?? 1
  const at = (offset: number): number => placeInMeta(node, offset, source).column - indent
  return words.flatMap(([name, { word }], index) => {
    if (name !== 'name' && !wordAttributes.includes(name)) return []
    const next = words[index + 1]?.[1].word
    return line.slice(at(word), next === undefined ? undefined : at(next)).trim()
  })
}

function dropAttributes(node: JsxElement, source: string): Change[] {
  return node.attributes.flatMap((it): Change[] => {
    const isKept =
      it.type !== 'mdxJsxAttribute' ||
      it.name === 'name' ||
      (wordAttributes.includes(it.name) && !(node.name === 'Choice' && it.name === 'options'))
    const { start, end } = it.position ?? {}
    if (isKept || start?.offset === undefined || end?.offset === undefined) return []
    const blank = /\s*$/.exec(source.slice(0, start.offset))?.[0].length ?? 0
    return [{ from: start.offset - blank, to: end.offset, text: '' }]
  })
}

/** Makes changes from the last to the first; those of one place stay in their order. */
function apply(text: string, changes: readonly Change[]): string {
  return changes
    .map((it, index) => ({ ...it, index }))
    .sort((a, b) => b.from - a.from || b.index - a.index)
    .reduce((all, { from, to, text: put }) => all.slice(0, from) + put + all.slice(to), text)
}
