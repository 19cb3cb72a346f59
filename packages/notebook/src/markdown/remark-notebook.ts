import type { InlineCode, Paragraph, PhrasingContent, Root } from 'mdast'
import type { MdxJsxFlowElement } from 'mdast-util-mdx-jsx'
import { relative, resolve } from 'node:path'
import { visit } from 'unist-util-visit'
import type { VFile } from 'vfile'
import type { RunOptions } from '../hosts/build/run-program.ts'
import { escapeHtml } from '../text/escape-html.ts'
import { findChapter, type Chapter, type ChapterCell } from './chapter/chapter.ts'
import { countPage } from './count-page.ts'
import { checkFormulas } from './formulas/check-formulas.ts'
import {
  findLiveValues,
  namesGivenBy,
  type DerivationValues,
  type LiveValues,
} from './formulas/derivation-values.ts'
import { locateError } from './formulas/formula-error.ts'
import { highlight } from './syntax/highlight.ts'
import { lintSymbols } from '@cellgraph/formula'
import { listSymbols } from './formulas/list-symbols.ts'
import { listTests } from '../../../../src/making/list-tests.ts'
import { attribute, become, element, inlineElement } from './syntax/mdx-elements.ts'
import { Mistakes } from './syntax/mistakes.ts'
import type { PendingMistakes } from './lint/pending-mistakes.ts'
import { setReferences, setSymbols } from './formulas/references.ts'
import {
  addValues,
  compileChapter,
  runCompiled,
  type ChapterResults,
} from './chapter/run-chapter.ts'
import { setFormulas, setInline } from './formulas/set-formulas.ts'
import { readSymbols, type BookSymbol } from './formulas/symbols.ts'
import { valueName, valueSource } from './chapter/values.ts'

export interface NotebookOptions extends RunOptions {
  /** The book's list of symbols, a JSON file. */
  symbols: string
  /** Mistakes that were found in a page's text before its tree came here: they are told with all others. */
  pending?: PendingMistakes
}

/**
 * Checks a chapter's formulas and runs its cells while it is built, and puts each part into the page with what it came to:
 * fences become `<Cell>`, values in prose `<Value>`, formulas `<Formula>`; `<Program>` at the end carries the
 * compiled cells for the live page.
 *
 * In this order:
 * 1. `findChapter` reads cells, values and inputs, and `compileChapter` compiles each once.
 * 2. `checkFormulas` reads the models and checks every formula in its own.
 * 3. `findLiveValues` adds what derivations are evaluated at to what is to be computed.
 * 4. `runCompiled` runs it all in a thread.
 * 5. References, symbols and formulas are set; whatever is wrong with anything so far is thrown together.
 */
export function remarkNotebook(
  options: NotebookOptions,
): () => (root: Root, file: VFile) => Promise<void> {
  return () => async (root, file) => {
    const folder = options.root ?? process.cwd()
    const path = relative(folder, file.path)
    const mistakes = options.pending?.take(path) ?? new Mistakes(path)
    const symbols = readSymbols(resolve(folder, options.symbols))
    listSymbols(root, symbols)
    listTests(root, folder)
    const compiled = compileChapter(findChapter(path, root, String(file), mistakes), mistakes)
    const page = await checkFormulas(
      root,
      path,
      { ...options, symbols, source: String(file) },
      mistakes,
    )
    Object.assign(file.data.astro?.frontmatter ?? {}, { counts: countPage(compiled.chapter, page) })
    const live = findLiveValues(
      page.derivations,
      { given: namesGivenBy(compiled.program), symbols },
      mistakes,
    )
    const run = await runCompiled(addValues(compiled, live.values, mistakes), options, mistakes)
    const built = {
      chapter: compiled.chapter,
      symbols,
      mistakes,
      run: run ?? { program: compiled.program, results: new Map() },
    }
    replaceParts(root, built)
    setReferences(root, path, page, mistakes)
    setSymbols(root, path, symbols, mistakes)
    setFormulas(root, { page, symbols, mistakes, values: withOpening(live, built.run) })
    mistakes.throwAny()
    const { cells, values } = compiled.chapter
    if (cells.length + values.length + live.values.length > 0)
      root.children.push(toProgramElement(built))
  }
}

/** A chapter that was run, and what is needed to put it into its page. */
interface BuiltChapter {
  chapter: Chapter
  run: ChapterResults
  symbols: readonly BookSymbol[]
  mistakes: Mistakes
}

/** The numbers that each derivation opens with. */
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
  for (const input of chapter.inputs)
    input.node.attributes.push(attribute('spec', JSON.stringify(input.spec)))
  visit(root, 'code', (node) =>
    become(
      node,
      element('Code', {
        html: isScript(node.lang) ? highlight(node.value) : escapeHtml(node.value),
        lang: node.lang ?? 'text',
      }),
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
      inlineElement('Value', { name: valueName(source), text: valueText(run, valueName(source)) }),
    )
}

function valueText(run: ChapterResults, name: string): string {
  const output = run.results.get(name)?.roomy[0]
  return output?.type === 'text' ? output.text : ''
}

function toCellElement(cell: ChapterCell, built: BuiltChapter): MdxJsxFlowElement {
  const { run } = built
  const results = run.results.get(cell.name)
  const attributes: Record<string, string | undefined> = {
    name: cell.name,
    code: highlight(cell.source),
    results: JSON.stringify(results),
    layout: cell.layout,
    hideCode: cell.hideCode ? 'hide' : undefined,
    altName: cell.altName,
    alt: cell.altName && valueText(run, cell.altName),
    play: cell.play && 'play',
    tableName: cell.tableName,
    table: cell.tableName && JSON.stringify(run.results.get(cell.tableName)),
  }
  return element(
    'Cell',
    attributes,
    cell.caption === undefined ? [] : [toCaption(cell.caption, built)],
  )
}

/** A caption is Markdown too, with formulas and values. */
function toCaption(
  root: Root,
  { chapter: { file }, run, symbols, mistakes }: BuiltChapter,
): Paragraph {
  visit(root, 'inlineCode', (node) => replaceValue(node, run))
  visit(root, 'inlineMath', (formula) => {
    const errors = lintSymbols(
      formula.value,
      symbols.map((it) => it.name),
    )
    for (const error of errors)
      mistakes.add(locateError({ file, formula, label: 'caption: ' }, error))
  })
  setInline(root, mistakes)
  const [first] = root.children
  return {
    type: 'paragraph',
    children: (first?.type === 'paragraph' ? first.children : []) as PhrasingContent[],
  }
}

function toProgramElement({ chapter, run: { program } }: BuiltChapter): MdxJsxFlowElement {
  const sources = Object.fromEntries(chapter.cells.map((cell) => [cell.name, cell.source]))
  return element('Program', { json: JSON.stringify({ ...program, sources }) })
}
