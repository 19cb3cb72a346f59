import type { Code, InlineCode, Paragraph, PhrasingContent, Root } from 'mdast'
import type { MdxJsxAttribute, MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx'
import type { InlineMath, Math } from 'mdast-util-math'
import { relative } from 'node:path'
import { SKIP, visit } from 'unist-util-visit'
import type { VFile } from 'vfile'
import type { RunOptions } from '../hosts/build/run-program.ts'
import { ChapterError } from './chapter-error.ts'
import { findChapter, placeOf, type Chapter, type ChapterCell } from './chapter.ts'
import { parseMdx } from './engine.ts'
import { parseFenceMeta } from './fence-meta.ts'
import { renderFormula } from './formula.ts'
import { highlight } from './highlight.ts'
import { runChapter, type RunChapter } from './run-chapter.ts'
import { toMarkdown, valueName, valueSource } from './values.ts'

/**
 * Runs a chapter while it is built, and puts each part that runs into the page with what it came to:
 * fences become `<Cell>`, values in prose `<Value>`, formulas `<Formula>`; `<Program>` at the end carries the
 * compiled cells for the live page.
 */
export function remarkNotebook(options: RunOptions): () => (root: Root, file: VFile) => Promise<void> {
  return () => async (root, file) => {
    const path = relative(options.root ?? process.cwd(), file.path)
    const chapter = findChapter(path, root)
    const run = await runChapter(chapter, options)
    replaceParts(root, chapter, run)
    replaceFormulas(root, path)
    if (chapter.cells.length + chapter.values.length > 0) root.children.push(toProgramElement(chapter, run))
  }
}

function replaceParts(root: Root, chapter: Chapter, run: RunChapter): void {
  for (const cell of chapter.cells) become(cell.node, toCellElement(cell, chapter, run))
  for (const input of chapter.inputs) input.node.attributes.push(attribute('spec', JSON.stringify(input.spec)))
  visit(root, 'code', (node) => become(node, element('Code', { html: highlight(node.value), lang: node.lang ?? 'text' })))
  visit(root, 'inlineCode', (node) => replaceValue(node, run))
}

function replaceValue(node: InlineCode, run: RunChapter): void {
  const source = valueSource(node)
  if (source !== undefined) become(node, inlineElement('Value', { name: valueName(source), text: valueText(run, valueName(source)) }))
}

function valueText(run: RunChapter, name: string): string {
  const output = run.results.get(name)?.roomy[0]
  return output?.type === 'text' ? output.text : ''
}

function toCellElement(cell: ChapterCell, chapter: Chapter, run: RunChapter): MdxJsxFlowElement {
  const results = run.results.get(cell.name)
  const attributes: Record<string, string | undefined> = {
    name: cell.name,
    code: highlight(cell.source),
    results: JSON.stringify(results),
    layout: cell.layout,
    hideCode: cell.hideCode ? 'hide' : undefined,
    altName: cell.altName,
    alt: cell.altName && valueText(run, cell.altName),
  }
  return element('Cell', attributes, cell.caption === undefined ? [] : [toCaption(cell.caption, chapter, run)])
}

/** A caption is Markdown too, with formulas and values. */
function toCaption(caption: string, { file }: Chapter, run: RunChapter): Paragraph {
  const root = parseMdx(toMarkdown(caption))
  visit(root, 'inlineCode', (node) => replaceValue(node, run))
  replaceFormulas(root, file)
  const [first] = root.children
  return { type: 'paragraph', children: (first?.type === 'paragraph' ? first.children : []) as PhrasingContent[] }
}

function replaceFormulas(root: Root, file: string): void {
  visit(root, ['math', 'inlineMath'], (node) => {
    const formula = node as Math | InlineMath
    const html = toFormulaHtml(formula, file)
    if (formula.type === 'math') become(formula, element('Formula', { html, tex: formula.value, name: formulaName(formula, file) }))
    else become(formula, inlineElement('InlineFormula', { html, tex: formula.value }))
    return SKIP
  })
}

function toFormulaHtml(formula: Math | InlineMath, file: string): string {
  try {
    return renderFormula(formula.value, formula.type === 'math')
  } catch (error) {
    throw new ChapterError(file, placeOf(formula as never), (error as Error).message, error)
  }
}

/** Display formulas have names, by which prose and translations refer to them. */
function formulaName(formula: Math, file: string): string {
  const name = parseFenceMeta(formula.meta ?? '').attributes.get('name')
  if (!name) throw new ChapterError(file, placeOf(formula as never), 'formula without a name: write $$ name=… on its first line; references and translations use it')
  return name
}

function toProgramElement(chapter: Chapter, { program }: RunChapter): MdxJsxFlowElement {
  const sources = Object.fromEntries(chapter.cells.map((cell) => [cell.name, cell.source]))
  return element('Program', { json: JSON.stringify({ ...program, sources }) })
}

function attribute(name: string, value: string): MdxJsxAttribute {
  return { type: 'mdxJsxAttribute', name, value }
}

function toAttributes(attributes: Record<string, string | undefined>): MdxJsxAttribute[] {
  return Object.entries(attributes).flatMap(([name, value]) => (value === undefined ? [] : [attribute(name, value)]))
}

function element(name: string, attributes: Record<string, string | undefined>, children: Paragraph[] = []): MdxJsxFlowElement {
  return { type: 'mdxJsxFlowElement', name, attributes: toAttributes(attributes), children }
}

function inlineElement(name: string, attributes: Record<string, string | undefined>): MdxJsxTextElement {
  return { type: 'mdxJsxTextElement', name, attributes: toAttributes(attributes), children: [] }
}

/** Turns a node into another in place, whatever list holds it. */
function become(node: Code | InlineCode | Math | InlineMath, other: MdxJsxFlowElement | MdxJsxTextElement): void {
  for (const key of Object.keys(node)) if (key !== 'position') delete (node as unknown as Record<string, unknown>)[key]
  Object.assign(node, other)
}
