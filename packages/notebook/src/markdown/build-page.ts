import type { InlineCode, Paragraph, Root } from 'mdast'
import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx'
import { visit } from 'unist-util-visit'
import { lintSymbols } from '@cellgraph/formula'
import { fill } from '../strings/fill.ts'
import { languageOf, stringsOf } from '../strings/strings.ts'
import { escapeHtml } from '../text/escape-html.ts'
import { block, inline } from './built-props.ts'
import { findChapter, type Chapter, type ChapterCell } from './chapter/chapter.ts'
import { checkFormulas } from './formulas/check-formulas.ts'
import { countPage, type PageCounts } from './count-page.ts'
import {
  findLiveValues,
  namesGivenBy,
  type DerivationValues,
  type LiveValues,
} from './formulas/derivation-values.ts'
import { checkInline, nextTo, refusedInline, writtenAs } from './formulas/find-formulas.ts'
import { locateError } from './formulas/formula-error.ts'
import { highlight } from './syntax/highlight.ts'
import { inputType } from './syntax/inputs.ts'
import { listSymbols } from './formulas/list-symbols.ts'
import type { WrittenComponent } from './syntax/component-table.ts'
import { become } from './syntax/mdx-elements.ts'
import type { Mistakes } from './syntax/mistakes.ts'
import { packProps } from './packed-props.ts'
import { setExamples } from './set-examples.ts'
import { setReferences, setSymbols } from './formulas/references.ts'
import { addValues, compileChapter, type CompiledChapter } from './chapter/compile-chapter.ts'
import { runCompiled, type ChapterOptions, type ChapterResults } from './chapter/run-chapter.ts'
import { setFormulas, setInline } from './formulas/set-formulas.ts'
import type { BookSymbol } from './formulas/symbols.ts'
import type { PageFacts, PageSources } from '../hosts/page/page-cells.ts'
import { findDependents } from '../kernel/graph.ts'
import type { CompiledCell, Program } from '../kernel/program.ts'
import { warnOfExercises, warnOfUnused } from './chapter/warn-of-page.ts'
import { valueName, valueSource } from './chapter/values.ts'

/** What a page is made with. */
export interface PageSettings extends ChapterOptions {
  /** Whether proofs of formulas are tried, which grade their lines. Default: false. */
  prove?: boolean
  symbols: readonly BookSymbol[]
  /** The file of that list, as messages name it. */
  symbolList?: string
  /** What authors may write of the book's own components. */
  tags?: Readonly<Record<string, WrittenComponent>>
  /** Takes the chapter's cells, for the scripts of the page. Default: the page stays as it is. */
  addPage?: (...parts: ScriptParts) => void
}

/** What the scripts of a page are made of, with the id that its page carries. */
export type ScriptParts = [
  id: string,
  page: { program: Program; facts: PageFacts; sources: PageSources },
]

/**
 * Checks a chapter's formulas, runs its cells, and replaces each part of the page by a component
 * with its result: fences become `<Cell>`, values in prose `<Value>`, formulas `<Formula>`;
 * `<Program>` at the end says where the live page finds its cells. All mistakes are added to
 * `mistakes`, whose file is the page's. If there are any, the tree must not be used.
 *
 * The order of the steps:
 * 1. `findChapter` reads cells, values and inputs, and `compileChapter` compiles each once.
 * 2. `checkFormulas` reads the models and checks every formula in its own.
 * 3. `findLiveValues` finds the values at which derivations are evaluated, to be computed with the
 * chapter's own.
 * 4. `runCompiled` runs it all in a thread.
 * 5. Cells, references, symbols and formulas are set into the page.
 */
export async function buildPage(
  root: Root,
  source: string,
  settings: PageSettings,
  mistakes: Mistakes,
): Promise<PageCounts> {
  listSymbols(root, settings.symbols, stringsOf(languageOf(mistakes.file)).symbols)
  const chapter = findChapter(mistakes.file, root, source, mistakes)
  const compiled = compileChapter(chapter, mistakes, settings.name)
  return buildCompiled(root, compiled, settings, mistakes)
}

/** The same for a chapter that was already read from this tree and compiled. */
export async function buildCompiled(
  root: Root,
  compiled: CompiledChapter,
  settings: PageSettings,
  mistakes: Mistakes,
): Promise<PageCounts> {
  const { chapter } = compiled
  const { symbols } = settings
  const page = await checkFormulas(
    root,
    mistakes.file,
    { ...settings, source: chapter.source },
    mistakes,
  )
  const live = findLiveValues(
    page.derivations,
    { given: namesGivenBy(compiled.program), symbols },
    mistakes,
  )
  const run = await runCompiled(addValues(compiled, live.values, mistakes), settings, mistakes)
  const built = { chapter, symbols, symbolList: settings.symbolList, mistakes, run }
  warnOfExercises(root, { chapter, ...run }, mistakes)
  if (settings.tryEnds) warnOfUnused({ chapter, ...run }, mistakes)
  const counts = countPage(chapter, page)
  setExamples(root, chapter.source, settings.tags)
  replaceParts(root, built)
  setReferences(root, page, { file: mistakes.file, folder: settings.root, mistakes })
  setSymbols(root, mistakes.file, symbols, mistakes)
  setFormulas(root, { page, symbols, mistakes, values: withOpening(live, run) })
  if (run.program.cells.length > 0) root.children.push(addProgram(built, settings))
  return counts
}

/** A chapter with its results, and what is needed to render it. */
interface BuiltChapter {
  chapter: Chapter
  run: ChapterResults
  symbols: readonly BookSymbol[]
  symbolList: string | undefined
  mistakes: Mistakes
}

/** Adds the initial values of each derivation. */
function withOpening(
  { byDerivation }: LiveValues,
  run: ChapterResults,
): Map<string, DerivationValues & { opening: string }> {
  return new Map(
    [...byDerivation].map(([name, it]) => [name, { ...it, opening: valueText(run, it.value) }]),
  )
}

function replaceParts(root: Root, built: BuiltChapter): void {
  const { chapter, run } = built
  for (const cell of chapter.cells) become(cell.node, toCellElement(cell, built))
  for (const input of chapter.inputs) input.node.attributes.push(packProps(input.spec))
  visit(root, 'code', (node) =>
    become(
      node,
      block('Code', { html: isScript(node.lang) ? highlight(node.value) : escapeHtml(node.value) }),
    ),
  )
  visit(root, 'inlineCode', (node) => replaceValue(node, run))
}

function isScript(lang: string | null | undefined): boolean {
  return /^[cm]?[jt]sx?$/.test(lang ?? '')
}

function replaceValue(node: InlineCode, run: ChapterResults): void {
  const source = valueSource(node)
  if (source !== undefined)
    become(
      node,
      inline('Value', { name: valueName(source), text: valueText(run, valueName(source)) }),
    )
}

function valueText(run: ChapterResults, name: string): string {
  const output = run.results.get(name)?.roomy[0]
  return output?.type === 'text' ? output.text : ''
}

function toCellElement(cell: ChapterCell, built: BuiltChapter): MdxJsxFlowElement {
  const { run } = built
  const results = run.results.get(cell.name)
  const { name, source, layout, showCode, judge, altName, tableName, play } = cell
  const alt = altName && valueText(run, altName)
  const table = run.results.get(tableName ?? '')
  const props = {
    name,
    code: highlight(source),
    results,
    layout,
    showCode,
    judge,
    altName,
    alt,
    play: play !== undefined,
    tableName,
    table,
  }
  const number = figureNumber(cell, built)
  const caption = cell.caption && toCaption(cell.caption, built)
  return block('Cell', props, number || caption ? [withNumber(caption, number)] : [])
}

/** What stands before a figure's caption, by which other pages cite it; nothing at a cell that draws nothing. */
function figureNumber(cell: ChapterCell, { chapter }: BuiltChapter): string {
  const figures = chapter.cells.filter(({ altName }) => altName !== undefined)
  const number = figures.indexOf(cell) + 1
  return number === 0
    ? ''
    : fill(stringsOf(languageOf(chapter.file)).figure.numbered, { number: String(number) })
}

function withNumber(
  caption: Paragraph = { type: 'paragraph', children: [] },
  number: string,
): Paragraph {
  if (number === '') return caption
  const mark: MdxJsxTextElement = {
    type: 'mdxJsxTextElement',
    name: 'span',
    attributes: [{ type: 'mdxJsxAttribute', name: 'class', value: 'figure-number' }],
    children: [{ type: 'text', value: number }],
  }
  return { ...caption, children: [mark, { type: 'text', value: ' ' }, ...caption.children] }
}

/** Renders a caption, which is Markdown with formulas and values. */
function toCaption(
  root: Root,
  { chapter: { file, source }, run, symbols, symbolList, mistakes }: BuiltChapter,
): Paragraph {
  visit(root, 'inlineCode', (node) => replaceValue(node, run))
  visit(root, 'inlineMath', (formula, index, parent) => {
    const given = { written: writtenAs(formula, source), next: nextTo(parent, index) }
    if (!checkInline(formula, given, mistakes)) return
    const errors = lintSymbols(
      formula.value,
      symbols.map((it) => it.name),
    )
    if (errors.length > 0) refusedInline.add(formula)
    const caption = { file, formula, subject: { kind: 'theCaption' }, symbolList } as const
    for (const error of errors) mistakes.add(locateError(caption, error))
  })
  setInline(root, mistakes)
  const [first] = root.children
  return {
    type: 'paragraph',
    children: first?.type === 'paragraph' ? first.children : [],
  }
}

function addProgram({ chapter, run }: BuiltChapter, { addPage }: PageSettings): MdxJsxFlowElement {
  // Browsers would take `..` out of an address.
  const id = chapter.file.replace(/\.mdx?$/, '').replaceAll('../', '_/')
  const isQuick = (name: string): boolean => run.results.get(name)?.isQuick ?? false
  const quick = findMoved(run.program).filter(isQuick)
  const runs = withNeeds(run.program, quick)
  const words = Object.fromEntries(chapter.cells.map((cell) => [cell.name, wordsOf(cell)]))
  addPage?.(id, {
    program: run.program,
    facts: { quick, runs, words },
    sources: {
      cells: Object.fromEntries(chapter.cells.map(({ name, source }) => [name, source])),
      inputs: Object.fromEntries(chapter.inputs.map(({ spec }) => [spec.name, inputType(spec)])),
    },
  })
  return block('Program', { id })
}

/** The cells that inputs change: readers see no others run, unless they edit them. */
function findMoved({ inputs, cells }: Program): string[] {
  const names = inputs.map(({ name }) => name)
  return [...findDependents(cells, names)]
}

/** Some cells, with all that they need. */
function withNeeds({ cells }: Program, names: readonly string[]): string[] {
  const isNeeded = ({ outputs }: CompiledCell): boolean => {
    const dependents = findDependents(cells, outputs)
    return names.some((name) => dependents.has(name))
  }
  return cells.filter((it) => names.includes(it.name) || isNeeded(it)).map(({ name }) => name)
}

/** The names of the values that tell of a cell: in its caption, its text alternative and its table. */
function wordsOf({ caption, altName, tableName }: ChapterCell): string[] {
  const names = [altName, tableName].filter((it) => it !== undefined)
  if (caption)
    visit(caption, 'inlineCode', (node) => {
      const source = valueSource(node)
      if (source !== undefined) names.push(valueName(source))
    })
  return names
}
