import type { PageFile } from '../../hosts/file/run-file.ts'
import type { CellSource } from '../../kernel/program.ts'
import type { CellOutline } from '../../hosts/page/page-cells.ts'
import { fill } from '../../strings/fill.ts'
import type { CellElement } from '../cell.ts'
import { words } from '../words.ts'
import { toInline } from './markdown-inline.ts'
import { findCell } from './page-changes.ts'
import { toSvgFile } from './save-figure.ts'
import { readProse } from './to-markdown.ts'
import { sortByNeed } from '../../hosts/file/sort-by-need.ts'

/** What a Jupyter notebook keeps of a cell, by version 4.5 of its format. */
type NotebookCell =
  | { cell_type: 'markdown'; id: string; metadata: object; source: string[] }
  | {
      cell_type: 'code'
      id: string
      metadata: object
      execution_count: null
      source: string[]
      outputs: NotebookOutput[]
    }

type NotebookOutput =
  | { output_type: 'display_data'; data: Record<string, string[]>; metadata: object }
  | { output_type: 'error'; ename: string; evalue: string; traceback: string[] }

interface Notebook {
  cells: NotebookCell[]
  metadata: object
  nbformat: 4
  nbformat_minor: 5
}

type Page = PageFile & { outlines: readonly CellOutline[] }

/**
 * A page as a notebook for Jupyter's kernel for Deno. Its cells are the page's own code, as they stand, in an order in which each
 * finds what it needs, since such a kernel runs them from top to bottom, between the prose of the page with its formulas as TeX;
 * before them come the library, in a cell that is folded, and the inputs as constants to change.
 */
export function toNotebook(page: Page, bundle: string): Notebook {
  const { notebook } = words.takeHome
  const url = location.href.split('#')[0]
  const heading = document.querySelector('h1')
  const title = heading ? toInline(heading) : document.title
  return {
    cells: [
      markdown('title', `# ${title}\n\n${fill(notebook, { url })}`),
      toSetup(page, bundle),
      ...(page.inputs.length > 0 ? [toInputs(page)] : []),
      ...toCells(page),
    ],
    metadata: {
      kernelspec: { name: 'deno', display_name: 'Deno', language: 'typescript' },
      language_info: { name: 'typescript', file_extension: '.ts', mimetype: 'text/x.typescript' },
    },
    nbformat: 4,
    nbformat_minor: 5,
  }
}

function markdown(id: string, text: string): NotebookCell {
  return { cell_type: 'markdown', id, metadata: {}, source: toLines(text) }
}

function code(
  id: string,
  source: string,
  more: { metadata?: object; outputs?: NotebookOutput[] } = {},
): NotebookCell {
  const { metadata = {}, outputs = [] } = more
  return {
    cell_type: 'code',
    id,
    metadata,
    execution_count: null,
    source: toLines(source),
    outputs,
  }
}

/** Jupyter keeps a text line by line, each with its end. It cannot write half of a character to a file. */
function toLines(text: string): string[] {
  return text.toWellFormed().match(/[^\n]*\n|[^\n]+$/g) ?? []
}

function toSetup({ seed, properties }: Page, bundle: string): NotebookCell {
  const setup = JSON.stringify({ seed, properties }, null, 2)
  const source = `(0, eval)(${JSON.stringify(bundle)});\nawait (globalThis as any).openNotebook(${setup})`
  return code('library', source, { metadata: { jupyter: { source_hidden: true } } })
}

function toInputs({ inputs }: Page): NotebookCell {
  const lines = inputs.map(({ name, value }) => `const ${name} = ${JSON.stringify(value)}`)
  return code('inputs', lines.join('\n'))
}

/**
 * The cells between the prose that stands before them in the page. One that another needs comes before that one, and leaves the
 * prose around it where it is.
 */
function toCells({ cells, outlines }: Page): NotebookCell[] {
  const prose = readProse(document.querySelector('article') ?? document.body)
  let texts = 0
  const flush = (end?: Element): NotebookCell[] => {
    const next = end ? prose.findIndex(({ element }) => !precedes(element, end)) : -1
    const taken = prose.splice(0, next < 0 ? prose.length : next)
    if (taken.length === 0) return []
    texts += 1
    return [markdown(`text-${texts}`, taken.map((it) => it.markdown).join('\n\n'))]
  }
  const waiting = new Set(cells.map((it) => it.name))
  const shown = sortByNeed(cells, outlines).flatMap((source, index) => {
    const [first = source.name] = waiting
    waiting.delete(source.name)
    const cell = findCell(source.name)
    if (!cell) return []
    return [...flush(findCell(first) ?? cell), ...toCell(cell, source, index)]
  })
  return [...shown, ...flush()]
}

function precedes(element: Element, other: Element): boolean {
  return Boolean(element.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING)
}

function toCell(
  cell: CellElement,
  { name, source, layout }: CellSource,
  index: number,
): NotebookCell[] {
  const failed = cell.querySelector(
    ':scope > figure > .output > .failure, :scope > .code > .failure',
  )
  return [
    code(toId(name, index), withStart(name, source, layout), {
      outputs: toOutputs(cell),
      // A kernel then goes on with the next cell.
      ...(failed && { metadata: { tags: ['raises-exception'] } }),
    }),
    ...toCaption(cell, index),
  ]
}

/** An id may have 64 letters, digits, hyphens and underscores; two names that are longer may differ at their ends alone. */
function toId(name: string, index: number): string {
  const id = `cell-${name}`.replace(/[^\w-]/g, '_')
  return id.length > 64 ? `${id.slice(0, 58)}-${index}` : id
}

/** What a cell draws in has its width, and its random numbers are its own. */
function withStart(name: string, source: string, layout: CellSource['layout']): string {
  if (!/\b(width|random)\b/.test(source)) return source
  const call = [name, layout ?? 'column'].map((it) => JSON.stringify(it)).join(', ')
  return `startCell(${call});\n${source}`
}

function toCaption(cell: CellElement, index: number): NotebookCell[] {
  const caption = cell.querySelector(':scope > figure > figcaption')
  if (!caption) return []
  const text = readProse(caption).map((it) => it.markdown)
  return [markdown(`caption-${index}`, text.join('\n\n') || toInline(caption))]
}

/**
 * What the cell shows in the page, unless its code was changed since; of a figure that was drawn for two widths, the one
 * that is seen.
 */
function toOutputs(cell: CellElement): NotebookOutput[] {
  if (cell.isWaiting) return []
  const output = ':scope > figure > .output >'
  const failure = cell.querySelector(`${output} .failure, :scope > .code > .failure`)
  const drawn = [...cell.querySelectorAll<HTMLElement>(`${output} .drawn`)].filter(
    (it, _, all) => all.length === 1 || it.checkVisibility(),
  )
  return [
    ...drawn.flatMap((it) => [...it.children].map(toOutput)),
    ...(failure ? [toError(failure.textContent)] : []),
  ]
}

function toError(message: string): NotebookOutput {
  const [, ename = 'Error', evalue = message] = /^(\w*Error): ([^]*)$/.exec(message) ?? []
  return { output_type: 'error', ename, evalue, traceback: [message] }
}

function toOutput(shown: Element): NotebookOutput {
  return { output_type: 'display_data', data: toData(shown), metadata: {} }
}

function toData(shown: Element): Record<string, string[]> {
  const text = (shown.textContent ?? '').replaceAll('−', '-')
  const svg = shown.matches('.svg') ? shown.querySelector('svg') : null
  const alt = shown.getAttribute('aria-label') ?? text
  if (svg) return { 'image/svg+xml': toLines(toSvgFile(svg)), 'text/plain': toLines(alt) }
  const table = shown.querySelector('table')
  if (table) return { 'text/html': toLines(table.outerHTML), 'text/plain': toLines(text) }
  if (!shown.matches('.html')) return { 'text/plain': toLines(text) }
  return { 'text/html': toLines(toOwnHtml(shown)), 'text/plain': toLines(alt) }
}

/** Markup with its drawings as they are seen, since a notebook has none of the page's styles. */
function toOwnHtml(shown: Element): string {
  const copy = shown.cloneNode(true) as Element
  const [from, to] = [shown, copy].map((it) => [...it.querySelectorAll('svg')])
  from.forEach((svg, i) => (to[i].outerHTML = toSvgFile(svg)))
  return copy.innerHTML
}
