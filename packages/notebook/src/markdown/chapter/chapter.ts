import type { Code, InlineCode, Nodes, Root } from 'mdast'
import { visit } from 'unist-util-visit'
import type { CellSource, Place, Play } from '../../kernel/program.ts'
import { checkTemplates, parseCaption } from './caption.ts'
import { ChapterError } from '../syntax/chapter-error.ts'
import { componentProps } from '../syntax/component-props.ts'
import { componentTable } from '../syntax/component-table.ts'
import { FenceMetaError, parseFenceMeta, type FenceMeta } from '../syntax/fence-meta.ts'
import { placeInMeta } from '../syntax/fence-place.ts'
import { isInputKind, toInputSpec, type InputSpec } from '../syntax/inputs.ts'
import { isJsx, type JsxElement } from '../syntax/mdx-elements.ts'
import { gather, Mistakes } from '../syntax/mistakes.ts'
import { placeOf } from '../syntax/place.ts'
import { hasMarks } from '../syntax/props.ts'
import { shorten } from '../syntax/shorten.ts'
import { parseSource } from '../syntax/parse-source.ts'
import { findNear } from '../../kernel/nearest.ts'
import { suggest } from '../syntax/suggest.ts'
import { expressionPlace, templateOf, valueName, valueSource } from './values.ts'
import type { Mistake } from '../../strings/mistakes.ts'

/** The executable parts of a chapter, in page order. */
export interface Chapter {
  file: string
  /** The chapter's text, if known: it allows exact places within the lines of fences. */
  source: string | undefined
  cells: ChapterCell[]
  values: ChapterValue[]
  inputs: ChapterInput[]
  /** The text of cells and inputs that could not be read: names that stand in it may be theirs. */
  missing: string
}

/** The origin of a fence that comes from another file; stored as `data.origin` of its node. */
export interface Origin {
  file: string
  place: Place
}

/** A fence marked `cell`. */
export interface ChapterCell extends CellSource {
  /** The cell's own file, if it is not the chapter's. */
  file?: string
  node: Code
  /** Whether the code is open: the text asks readers to change it. */
  showCode: boolean
  /** Whether the cell judges an exercise: it says nothing before a reader has run an answer. */
  judge: boolean
  /** Whether the cell demonstrates a failure: the build fails unless it throws. */
  throws: boolean
  /** The parsed caption, with each `${…}` as an inline value. */
  caption?: Root
  /** The name of the value that is the output's text alternative. */
  altName?: string
  /** The name of the value that lists a figure's numbers. */
  tableName?: string
}

/** An expression in prose, in a caption, or a figure's text alternative. */
export interface ChapterValue extends CellSource {
  /** What messages call it. Default: made from its expression. */
  subject?: Mistake
  /** Maps a column of the source to a place in the file, where the two differ. */
  locate?: (column: number) => Place
}

export interface ChapterInput {
  node: JsxElement
  spec: InputSpec
  place: Place
}

/** Reads a chapter's source. Throws ChapterErrors for what an author got wrong. */
export function readChapter(file: string, source: string): Chapter {
  return findChapter(file, parseSource(file, source), source)
}

/**
 * Finds the cells, values and inputs in a chapter's tree, in the order of the page.
 * @param source its text, for places within the lines of fences
 * @param given collects the mistakes; if missing, they are thrown as ChapterErrors
 */
export function findChapter(file: string, root: Root, source?: string, given?: Mistakes): Chapter {
  return gather(file, given, (mistakes) => {
    const chapter: Chapter = { file, source, cells: [], values: [], inputs: [], missing: '' }
    visit(root, (node) => {
      const added = mistakes.attempt(() => addNode(chapter, node, mistakes))
      if (!added || isMisspelt(node)) chapter.missing += ` ${textOf(node)}`
    })
    return chapter
  })
}

/** Whether a tag is none of the engine's: it may be meant for an input. */
const isMisspelt = (node: Nodes | JsxElement): boolean =>
  isJsx(node) && node.name !== null && !Object.hasOwn(componentTable, node.name)

/** What a cell, a value or an input is written as, as far as it may name something. */
function textOf(node: Nodes | JsxElement): string {
  if (node.type === 'code') return `${node.meta} ${node.value}`
  if (!isJsx(node)) return ''
  const attributes = JSON.stringify(node.attributes)
  // Cells use the name that they can: a hyphen is left out of it.
  return `${attributes} ${attributes.replaceAll('-', '')}`
}

function addNode(chapter: Chapter, node: Nodes | JsxElement, mistakes: Mistakes): true {
  if (node.type === 'code') checkFence(chapter, node)
  if (node.type === 'code' && isCell(node)) addCell(chapter, node, mistakes)
  if (node.type === 'inlineCode') addValue(chapter, node)
  if (isJsx(node) && isInputKind(node.name)) addInput(chapter, node)
  return true
}

/**
 * Refuses listings that look like misspelt cells, and words behind a listing, which would have no
 * effect.
 */
function checkFence(chapter: Chapter, node: Code): void {
  if (isCell(node)) {
    if (node.value.trim() === '')
      throw new ChapterError(chapter.file, placeOf(node), { kind: 'emptyCell' })
    return
  }
  if (/\u00a0/.test(`${node.lang} ${node.meta}`))
    throw new ChapterError(chapter.file, placeOf(node), { kind: 'noBreakSpace' })
  const [word] = (node.meta ?? '').split(' ')
  if (/^\{\s*(?:ts|js|typescript|javascript|python|r)\b/i.test(node.lang ?? ''))
    throw new ChapterError(chapter.file, placeOf(node), {
      kind: 'cellInBraces',
      found: node.lang ?? '',
    })
  if (/^(?:name|caption|alt)=/.test(word) && /^ts$/i.test(node.lang ?? ''))
    throw new ChapterError(chapter.file, metaPlace(chapter, node, 0), {
      kind: 'cellWithoutMark',
      word,
    })
  if (/^cell$/i.test(word) || /cell/i.test(node.lang ?? ''))
    throw new ChapterError(chapter.file, placeOf(node), {
      kind: 'noCell',
      found: `${node.lang ?? ''} ${word}`.trim(),
    })
  if (word)
    throw new ChapterError(chapter.file, metaPlace(chapter, node, 0), {
      kind: 'wordsBehindListing',
      word,
    })
}

/** Whether a fence runs. */
export function isCell(node: Code): boolean {
  return node.lang === 'ts' && /^cell(\s|$)/.test(node.meta ?? '')
}

/** What may stand behind the fence of a cell: words alone, and those with a value. */
export const cellFlags = ['show-code', 'judge', 'wide', 'throws', 'play']
export const cellAttributes = ['name', 'caption', 'alt', 'table', 'rest']

function addCell(chapter: Chapter, node: Code, mistakes: Mistakes): void {
  const place = placeOf(node)
  const meta = readMeta(chapter, node)
  const { flags, attributes } = meta
  const name = attributes.get('name')
  checkCellName(chapter, node, meta, name)
  const { origin } = (node.data ?? {}) as { origin?: Origin }
  chapter.cells.push({
    node,
    name,
    kind: 'cell',
    source: node.value,
    layout: flags.has('wide') ? 'wide' : 'column',
    showCode: flags.has('show-code'),
    judge: flags.has('judge'),
    throws: flags.has('throws'),
    altName: addAlt(chapter, node, meta, mistakes),
    tableName: addTable(chapter, node, meta),
    // A cell with a caption that cannot be read is a cell all the same: others use its names.
    caption: mistakes.attempt(() => addCaption(chapter, node, meta)),
    play: readPlay(chapter, node, meta),
    file: origin?.file,
    // The code begins on the line after the fence, with the same indentation.
    place: origin?.place ?? { line: place.line + 1, column: place.column },
  })
}

/** Refuses a name of two words, of which the second would be read as an attribute. */
function checkBlanks(chapter: Chapter, node: Code): void {
  const [found, name, word] = /\bname=([\w-]+) ([\w-]+)$/.exec(node.meta ?? '') ?? []
  if (found === undefined || (word !== 'cell' && cellFlags.includes(word))) return
  // A misspelt attribute is told as one.
  if (findNear(word, [...cellAttributes, ...cellFlags]) !== undefined) return
  throw new ChapterError(chapter.file, metaPlace(chapter, node, (node.meta ?? '').indexOf(found)), {
    kind: 'nameWithBlank',
    name,
    word,
  })
}

/** Parses the meta string of a cell's fence. Throws ChapterErrors for all invalid words. */
function readMeta(chapter: Chapter, node: Code): FenceMeta {
  checkBlanks(chapter, node)
  const read = readFence(chapter, node)
  const { flags, attributes } = read
  const mistakes = new Mistakes(chapter.file)
  const check = (name: string, mistake: Mistake | undefined): void => {
    if (mistake !== undefined)
      mistakes.report(metaPlace(chapter, node, read.offsets.get(name)?.word ?? 0), mistake)
  }
  for (const name of flags) check(name, explainFlag(name))
  for (const [name, value] of attributes) check(name, explainAttribute(name, value))
  mistakes.throwAny()
  return read
}

/** The error message for a flag behind a fence, if it is invalid. */
function explainFlag(name: string): Mistake | undefined {
  if (cellAttributes.includes(name)) return { kind: 'attributeWithoutValue', name }
  return name === 'cell' || cellFlags.includes(name) ? undefined : unknownAttribute(name)
}

/** The error message for `name=value` behind a fence, if it is invalid. */
function explainAttribute(name: string, value: string): Mistake | undefined {
  if (cellFlags.includes(name)) return { kind: 'attributeWithValue', name, value }
  if (!cellAttributes.includes(name)) return unknownAttribute(name)
  return value.trim() === '' ? { kind: 'emptyAttribute', name } : undefined
}

function unknownAttribute(name: string): Mistake {
  return {
    kind: 'unknownCellAttribute',
    name,
    cure: suggest(name, [...cellAttributes, ...cellFlags], { kind: 'aCellTakes' }),
  }
}

function readFence(chapter: Chapter, node: Code): FenceMeta {
  try {
    return parseFenceMeta(node.meta ?? '')
  } catch (error) {
    if (!(error instanceof FenceMetaError)) throw error
    throw new ChapterError(chapter.file, metaPlace(chapter, node, error.offset), error.told, {
      cause: error,
    })
  }
}

const metaPlace = ({ source }: Chapter, node: Code, offset: number): Place =>
  placeInMeta(node, offset, source)

/** Parses the caption and adds its values to the chapter's. */
function addCaption(
  chapter: Chapter,
  node: Code,
  { attributes, offsets }: FenceMeta,
): Root | undefined {
  const text = attributes.get('caption')
  if (text === undefined) return undefined
  const root = parseCaption(
    { fence: node, text, offset: offsets.get('caption')!.value, source: chapter.source },
    chapter.file,
  )
  visit(root, 'inlineCode', (value) =>
    addValue(chapter, value, { kind: 'captionOf', cell: attributes.get('name') ?? '' }),
  )
  return root
}

function checkCellName(
  chapter: Chapter,
  node: Code,
  { offsets }: FenceMeta,
  name: string | undefined,
): asserts name is string {
  if (!name) throw new ChapterError(chapter.file, placeOf(node), { kind: 'cellWithoutName' })
  const place = metaPlace(chapter, node, offsets.get('name')!.word)
  if (!/^[A-Za-z][\w-]*$/.test(name))
    throw new ChapterError(chapter.file, place, { kind: 'invalidCellName', name })
  if (/^(alt-|table-|v-[\da-f]{8}$)/.test(name))
    throw new ChapterError(chapter.file, place, {
      kind: 'nameOfValues',
      name,
      prefix: name.split('-')[0],
    })
  const other = chapter.cells.find((cell) => cell.name === name)
  if (other?.place)
    throw new ChapterError(chapter.file, place, {
      kind: 'cellNameTwice',
      name,
      line: other.place.line - 1,
    })
}

function readPlay(
  chapter: Chapter,
  node: Code,
  { flags, attributes, offsets }: FenceMeta,
): Play | undefined {
  const rest = attributes.get('rest')
  if (rest === undefined) return flags.has('play') ? { rest: 0 } : undefined
  const wrong = (mistake: Mistake): ChapterError =>
    new ChapterError(chapter.file, metaPlace(chapter, node, offsets.get('rest')!.word), mistake)
  if (!flags.has('play')) throw wrong({ kind: 'restWithoutPlay', rest })
  if (!/^\d{1,9}$/.test(rest)) throw wrong({ kind: 'noNumberOfSteps', rest })
  return { rest: Number(rest) }
}

function addAlt(
  chapter: Chapter,
  node: Code,
  { attributes, offsets }: FenceMeta,
  mistakes: Mistakes,
): string | undefined {
  const alt = attributes.get('alt')
  if (alt === undefined) return undefined
  const { word, value } = offsets.get('alt')!
  const place = metaPlace(chapter, node, word)
  const cell = attributes.get('name')
  const name = `alt-${cell}`
  // A figure whose alternative is wrong has one all the same.
  if (!mistakes.attempt(() => checkAlt(chapter, node, { alt, place, offset: value }))) return name
  // The template literal has an opening backquote that is not in the chapter.
  const locate = (column: number): Place => metaPlace(chapter, node, value + column - 2)
  chapter.values.push({
    name,
    kind: 'value',
    source: templateOf(alt),
    place,
    subject: { kind: 'altOf', cell: cell ?? '' },
    locate,
  })
  return name
}

function checkAlt(
  { file, source }: Chapter,
  fence: Code,
  { alt, place, offset }: { alt: string; place: Place; offset: number },
): true {
  checkTemplates({ fence, text: alt, offset, source }, file)
  const words = alt.replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, '').replaceAll('${', '')
  if (hasMarks(words))
    throw new ChapterError(file, place, { kind: 'marksInAlt', found: shorten(alt) })
  return true
}

/** Adds the value that lists a figure's numbers: one object for each row. */
function addTable(
  chapter: Chapter,
  node: Code,
  { attributes, offsets }: FenceMeta,
): string | undefined {
  const source = attributes.get('table')
  if (source === undefined) return undefined
  const cell = attributes.get('name')
  const name = `table-${cell}`
  const { word, value } = offsets.get('table')!
  const locate = (column: number): Place => metaPlace(chapter, node, value + column - 1)
  chapter.values.push({
    name,
    kind: 'value',
    source,
    place: metaPlace(chapter, node, word),
    subject: { kind: 'tableOf', cell: cell ?? '' },
    locate,
  })
  return name
}

function addValue(chapter: Chapter, node: InlineCode, part?: Mistake): void {
  const source = valueSource(node)
  // One without an expression is told by the check of prose.
  if (source === undefined || source.trim() === '') return
  const name = valueName(source)
  if (chapter.values.some((value) => value.name === name)) return
  chapter.values.push({
    name,
    kind: 'value',
    source,
    place: expressionPlace(node),
    ...(part && { subject: { kind: 'valueIn', part, source } }),
  })
}

function addInput(chapter: Chapter, node: JsxElement): void {
  chapter.inputs.push({
    node,
    spec: toInputSpec(node.name as InputSpec['kind'], componentProps(node, chapter.file)),
    place: placeOf(node),
  })
}
