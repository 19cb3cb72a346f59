import type { InlineCode, Paragraph, PhrasingContent, Root } from 'mdast'
import type { MdxJsxFlowElement } from 'mdast-util-mdx-jsx'
import { relative, resolve } from 'node:path'
import { visit } from 'unist-util-visit'
import type { VFile } from 'vfile'
import type { RunOptions } from '../hosts/build/run-program.ts'
import { escapeHtml } from '../text/escape-html.ts'
import { findChapter, type Chapter, type ChapterCell } from './chapter/chapter.ts'
import { countPage } from './count-page.ts'
import { checkFormulas, type PageFormulas } from './formulas/check-formulas.ts'
import { addDerivationValues, type DerivationValues } from './formulas/derivation-values.ts'
import { toChapterError } from './formulas/formula-error.ts'
import { highlight } from './syntax/highlight.ts'
import { lintSymbols } from '@cellgraph/formula'
import { listSymbols } from './formulas/list-symbols.ts'
import { listTests } from '../../../../src/making/list-tests.ts'
import { attribute, become, element, inlineElement } from './syntax/mdx-elements.ts'
import { setReferences, setSymbols } from './formulas/references.ts'
import { runChapter, type RunChapter } from './chapter/run-chapter.ts'
import { setFormulas, setInline } from './formulas/set-formulas.ts'
import { readSymbols, type BookSymbol } from './formulas/symbols.ts'
import { valueName, valueSource } from './chapter/values.ts'

export interface NotebookOptions extends RunOptions {
  /** The book's list of symbols, a JSON file. */
  symbols: string
}

/**
 * Checks a chapter's formulas and runs its cells while it is built, and puts each part into the page with what it came to:
 * fences become `<Cell>`, values in prose `<Value>`, formulas `<Formula>`; `<Program>` at the end carries the
 * compiled cells for the live page.
 */
export function remarkNotebook(
  options: NotebookOptions,
): () => (root: Root, file: VFile) => Promise<void> {
  return () => async (root, file) => {
    const path = relative(options.root ?? process.cwd(), file.path)
    const symbols = readSymbols(resolve(options.root ?? process.cwd(), options.symbols))
    listSymbols(root, symbols)
    listTests(root, options.root ?? process.cwd())
    const chapter = findChapter(path, root, String(file))
    const page = await checkFormulas(root, path, { ...options, symbols, prove: true })
    // Before the live numbers of derivations add values of their own.
    const counts = countPage(chapter, page)
    Object.assign(file.data.astro?.frontmatter ?? {}, { counts })
    const values = findValues(chapter, page, symbols)
    const run = await runChapter(chapter, options)
    replaceParts(root, chapter, run, symbols)
    setReferences(root, path, page)
    setSymbols(root, path, symbols)
    setFormulas(root, {
      file: path,
      page,
      symbols,
      values: new Map(
        [...values].map(([name, it]) => [name, { ...it, opening: valueText(run, it.value) }]),
      ),
    })
    if (chapter.cells.length + chapter.values.length > 0)
      root.children.push(toProgramElement(chapter, run))
  }
}

function findValues(
  chapter: Chapter,
  page: PageFormulas,
  symbols: readonly BookSymbol[],
): Map<string, DerivationValues> {
  return new Map(
    page.derivations.flatMap((it) => {
      const values = addDerivationValues(chapter, it, symbols)
      return values ? [[it.holder.name, values] as const] : []
    }),
  )
}

function replaceParts(
  root: Root,
  chapter: Chapter,
  run: RunChapter,
  symbols: readonly BookSymbol[],
): void {
  for (const cell of chapter.cells) become(cell.node, toCellElement(cell, chapter, run, symbols))
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

function replaceValue(node: InlineCode, run: RunChapter): void {
  const source = valueSource(node)
  if (source !== undefined)
    become(
      node,
      inlineElement('Value', { name: valueName(source), text: valueText(run, valueName(source)) }),
    )
}

function valueText(run: RunChapter, name: string): string {
  const output = run.results.get(name)?.roomy[0]
  return output?.type === 'text' ? output.text : ''
}

function toCellElement(
  cell: ChapterCell,
  chapter: Chapter,
  run: RunChapter,
  symbols: readonly BookSymbol[],
): MdxJsxFlowElement {
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
    cell.caption === undefined ? [] : [toCaption(cell.caption, chapter, run, symbols)],
  )
}

/** A caption is Markdown too, with formulas and values. */
function toCaption(
  root: Root,
  { file }: Chapter,
  run: RunChapter,
  symbols: readonly BookSymbol[],
): Paragraph {
  visit(root, 'inlineCode', (node) => replaceValue(node, run))
  visit(root, 'inlineMath', (formula) => {
    const errors = lintSymbols(
      formula.value,
      symbols.map((it) => it.name),
    )
    if (errors.length > 0) throw toChapterError(file, formula, errors, 'caption: ')
  })
  setInline(root, file)
  const [first] = root.children
  return {
    type: 'paragraph',
    children: (first?.type === 'paragraph' ? first.children : []) as PhrasingContent[],
  }
}

function toProgramElement(chapter: Chapter, { program }: RunChapter): MdxJsxFlowElement {
  const sources = Object.fromEntries(chapter.cells.map((cell) => [cell.name, cell.source]))
  return element('Program', { json: JSON.stringify({ ...program, sources }) })
}
