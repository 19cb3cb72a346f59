import type { Code, InlineCode, Nodes, Root } from 'mdast'
import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx'
import { visit } from 'unist-util-visit'
import type { CellSource, Place } from '../kernel/program.ts'
import { ChapterError } from './chapter-error.ts'
import { parseMdx } from './engine.ts'
import { parseFenceMeta } from './fence-meta.ts'
import { isInputKind, toInputSpec, type InputSpec } from './inputs.ts'
import { toProps } from './literal.ts'
import { templateOf, toMarkdown, valueName, valueSource } from './values.ts'

/** Everything in a chapter that runs, in the order of the page. */
export interface Chapter {
  file: string
  cells: ChapterCell[]
  values: CellSource[]
  inputs: ChapterInput[]
}

/** Where a fence's code was written, when it was not in the chapter: kept as `data.origin` of the node that stands for it. */
export interface Origin {
  file: string
  place: Place
}

/** A fence marked `cell`. */
export interface ChapterCell extends CellSource {
  /** The file that it was written in, when that is not the chapter's. */
  file?: string
  node: Code
  hideCode: boolean
  /** Whether it is there to show a failure: it must throw, or the build fails. */
  throws: boolean
  caption?: string
  /** The name of the value that is the output's text alternative. */
  altName?: string
}

export interface ChapterInput {
  node: MdxJsxFlowElement | MdxJsxTextElement
  spec: InputSpec
  place: Place
}

/** Reads a chapter's source. Throws ChapterError for what an author got wrong. */
export function readChapter(file: string, source: string): Chapter {
  return findChapter(file, parseChapter(file, source))
}

/** A chapter's syntax tree. Throws ChapterError for what cannot be read. */
export function parseChapter(file: string, source: string): Root {
  try {
    return parseMdx(source)
  } catch (error) {
    const { reason, line, column } = error as { reason?: string; line?: number; column?: number }
    throw new ChapterError(file, line === undefined ? undefined : { line, column: column ?? 1 }, `cannot be read: ${reason ?? String(error)}`, error)
  }
}

/** Finds the cells, values and inputs in a chapter's tree, in the order of the page. */
export function findChapter(file: string, root: Root): Chapter {
  const chapter: Chapter = { file, cells: [], values: [], inputs: [] }
  visit(root, (node) => {
    if (node.type === 'code') checkFence(chapter, node)
    if (node.type === 'code' && isCell(node)) addCell(chapter, node)
    if (node.type === 'inlineCode') addValue(chapter, node)
    if ((node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement') && isInputKind(node.name)) addInput(chapter, node)
  })
  return chapter
}

/** A fence that was meant as a cell must not become a mere listing. */
function checkFence({ file }: Chapter, node: Code): void {
  if (isCell(node) || !/^cell(\s|$)/i.test(node.meta ?? '')) return
  throw new ChapterError(file, placeOf(node), `no cell: \`${node.lang ?? ''} ${(node.meta ?? '').split(' ')[0]}\`; a fence that runs begins with \`ts cell\``)
}

function isCell(node: Code): boolean {
  return node.lang === 'ts' && /^cell(\s|$)/.test(node.meta ?? '')
}

const cellFlags = ['cell', 'hide-code', 'wide', 'throws']
const cellAttributes = ['name', 'caption', 'alt']

function addCell(chapter: Chapter, node: Code): void {
  const place = placeOf(node)
  const { flags, attributes } = told(chapter, place, () => parseFenceMeta(node.meta ?? ''))
  const unknown = [...flags].find((it) => !cellFlags.includes(it)) ?? [...attributes.keys()].find((it) => !cellAttributes.includes(it))
  if (unknown) throw new ChapterError(chapter.file, place, `unknown cell attribute: ${unknown}; a cell takes name=, caption=, alt=, hide-code, wide, throws`)
  const name = attributes.get('name')
  checkCellName(chapter, place, name)
  const origin = (node.data as { origin?: Origin } | undefined)?.origin
  chapter.cells.push({
    node, name, kind: 'cell', source: node.value, layout: flags.has('wide') ? 'wide' : 'column',
    hideCode: flags.has('hide-code'), throws: flags.has('throws'), caption: attributes.get('caption'), altName: addAlt(chapter, name, place, attributes.get('alt')),
    file: origin?.file,
    // The code begins on the line after the fence, indented as the fence is.
    place: origin?.place ?? { line: place.line + 1, column: place.column },
  })
  if (attributes.has('caption')) addCaption(chapter, place, attributes.get('caption') ?? '')
}

/** Values in a caption count as values in prose. */
function addCaption(chapter: Chapter, { line, column }: Place, caption: string): void {
  if (toMarkdown(caption).includes('${')) {
    throw new ChapterError(chapter.file, { line, column }, 'value with braces in a caption: ${…} there holds no { or }; compute the value in a cell, and name it in the caption')
  }
  visit(parseMdx(toMarkdown(caption)), 'inlineCode', (node) => addValue(chapter, { ...node, position: { start: { line, column }, end: { line, column } } }))
}

function checkCellName(chapter: Chapter, place: Place, name: string | undefined): asserts name is string {
  if (!name) throw new ChapterError(chapter.file, place, 'cell without a name: write ```ts cell name=…; saved edits and translations refer to it')
  if (!/^[A-Za-z][\w-]*$/.test(name)) throw new ChapterError(chapter.file, place, `invalid cell name: ${name}; use letters, digits, - and _`)
  const other = chapter.cells.find((cell) => cell.name === name)
  if (other?.place) throw new ChapterError(chapter.file, place, `cell name used twice: ${name}; it is also on line ${other.place.line - 1}`)
}

function addAlt(chapter: Chapter, cell: string, place: Place, alt: string | undefined): string | undefined {
  if (alt === undefined) return undefined
  const name = `alt-${cell}`
  chapter.values.push({ name, kind: 'value', source: templateOf(alt), place })
  return name
}

function addValue(chapter: Chapter, node: InlineCode): void {
  const source = valueSource(node)
  if (source === undefined) return
  const name = valueName(source)
  if (chapter.values.some((value) => value.name === name)) return
  const { line, column } = placeOf(node)
  chapter.values.push({ name, kind: 'value', source, place: { line, column: column + '`{ts} '.length } })
}

function addInput(chapter: Chapter, node: MdxJsxFlowElement | MdxJsxTextElement): void {
  const place = placeOf(node)
  const kind = node.name as InputSpec['kind']
  const spec = told(chapter, place, () => toInputSpec(kind, toProps(node.attributes)))
  chapter.inputs.push({ node, spec, place })
}

/** Runs `read`, giving what it throws the place of the node that it reads. */
function told<T>(chapter: Chapter, place: Place, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw new ChapterError(chapter.file, place, (error as Error).message, error)
  }
}

export function placeOf(node: Nodes | MdxJsxFlowElement | MdxJsxTextElement): Place {
  const start = node.position?.start
  return { line: start?.line ?? 1, column: start?.column ?? 1 }
}
