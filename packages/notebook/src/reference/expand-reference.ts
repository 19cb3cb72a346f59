import type { Code, Heading, Nodes, Root, RootContent } from 'mdast'
import type { MdxJsxFlowElement } from 'mdast-util-mdx-jsx'
import { relative } from 'node:path'
import { visit } from 'unist-util-visit'
import type { VFile } from 'vfile'
import { ChapterError } from '../markdown/syntax/chapter-error.ts'
import { placeOf } from '../markdown/syntax/place.ts'
import { renderFormula } from '../markdown/formulas/formula.ts'
import { slugOf } from '../markdown/lint/slug.ts'
import { suggest } from '../markdown/syntax/suggest.ts'
import { toProps } from '../markdown/syntax/literal.ts'
import { block } from '../markdown/built-props.ts'
import { toldBy } from '../markdown/syntax/told-error.ts'
import { Mistakes } from '../markdown/syntax/mistakes.ts'
import { packProps } from '../markdown/packed-props.ts'
import { languageOf, stringsOf, type Strings } from '../strings/strings.ts'
import { findMissing } from './check-entry.ts'
import type { Entry, Parameter, Typed } from './entry.ts'
import { entryBlock, type Fact, type IndexGroup } from './entry-props.ts'
import { anchorOf, renderSignature, renderType, type Known } from './render-signature.ts'
import { renderText } from './render-text.ts'

type Labels = Strings['reference']

/** An `<Entries of="scale shift" />` of the page with the heading above it. */
interface Section {
  element: MdxJsxFlowElement
  /** What it stands among: on the page, or in an `<Example>`. */
  siblings: RootContent[]
  title: string
  names: string[]
}

/**
 * Puts the reference of a module into a page: each `<Entries of="…">` becomes headings, signatures,
 * formulas and facts, with a cell for each example, which then runs as any chapter's cell does.
 * @throws ChapterErrors for unknown names and incomplete docstrings
 */
export function expandReference(
  root: Root,
  file: VFile,
  entries: ReadonlyMap<string, Entry>,
): void {
  const sections = findSections(root)
  const path = relative(process.cwd(), file.path)
  const known = new Set(sections.flatMap(({ names }) => names))
  const mistakes = new Mistakes(path)
  for (const section of sections) mistakes.attempt(() => checkNames(section, entries, path))
  for (const name of known) mistakes.attempt(() => checkWhole(entries.get(name)))
  mistakes.throwAny()
  visit(root, (element) => {
    if (isElement(element, 'EntryIndex'))
      element.attributes = [packProps({ groups: toIndex(sections) })]
  })
  const labels = stringsOf(languageOf(path)).reference
  for (const { element, siblings, names } of sections) {
    const nodes = names.flatMap((name) => toNodes(entries.get(name) as Entry, known, labels))
    siblings.splice(siblings.indexOf(element), 1, ...nodes)
  }
}

/** Whether a page has any of the reference. */
export function hasEntries(root: Root): boolean {
  return findSections(root).length > 0
}

function isElement(node: Nodes, name: string): node is MdxJsxFlowElement {
  return node.type === 'mdxJsxFlowElement' && node.name === name
}

function findSections(root: Root): Section[] {
  let title = ''
  const sections: Section[] = []
  visit(root, (node, _, parent) => {
    if (node.type === 'heading') title = headingText(node)
    if (parent && isElement(node, 'Entries'))
      sections.push({
        element: node,
        siblings: parent.children as RootContent[],
        title,
        names: namesOf(node),
      })
  })
  return sections
}

function headingText(node: Heading): string {
  return node.children.map((child) => ('value' in child ? child.value : '')).join('')
}

function namesOf(element: MdxJsxFlowElement): string[] {
  return String(toProps(element.attributes)['of'] ?? '')
    .split(/\s+/)
    .filter(Boolean)
}

function checkNames(
  { element, names }: Section,
  entries: ReadonlyMap<string, Entry>,
  file: string,
): void {
  const mistakes = new Mistakes(file)
  for (const unknown of names.filter((name) => !entries.has(name))) {
    mistakes.report(placeOf(element), {
      kind: 'unknownEntry',
      name: unknown,
      cure: suggest(unknown, [...entries.keys()], { kind: 'moduleExports' }),
    })
  }
  mistakes.throwAny()
}

function checkWhole(entry: Entry | undefined): void {
  if (!entry) return
  const missing = findMissing(entry)
  if (missing.length > 0)
    throw new ChapterError(entry.file, entry.place, {
      kind: 'incompleteDocstring',
      name: entry.name,
      missing,
    })
}

function toIndex(sections: readonly Section[]): IndexGroup[] {
  return sections.map(({ title, names }) => ({
    title,
    anchor: slugOf(title),
    entries: names.map((name) => ({ name, anchor: anchorOf(name) })),
  }))
}

function toNodes(entry: Entry, known: Known, labels: Labels): RootContent[] {
  const nodes: RootContent[] = [
    { type: 'heading', depth: 3, children: [{ type: 'text', value: entry.name }] },
    entryBlock('Signature', {
      html: renderSignature(entry, known),
      summary: renderText(entry.summary),
    }),
  ]
  if (entry.formula !== undefined)
    nodes.push(block('Formula', { name: entry.name, html: toFormulaHtml(entry, entry.formula) }))
  const facts = toFacts(entry, known, labels)
  if (facts.length > 0) nodes.push(entryBlock('Facts', { facts }))
  if (entry.example) nodes.push(toCell(entry))
  return nodes
}

function toFormulaHtml({ file, place }: Entry, tex: string): string {
  try {
    return renderFormula(tex, true)
  } catch (error) {
    throw new ChapterError(file, place, toldBy(error), { cause: error })
  }
}

function toFacts(
  { parameters, returns, errors, accuracy, source }: Entry,
  known: Known,
  labels: Labels,
): Fact[] {
  const fact = (term: string, text: string | undefined, type?: string): Fact[] =>
    text === undefined
      ? []
      : [
          {
            term,
            code: false,
            type: type && renderType(type, known),
            text: renderText(text),
            parts: [],
          },
        ]
  return [
    ...parameters.map((it) => toParameterFact(it, known, labels)),
    ...fact(labels.returns, returns?.text, returns?.type),
    ...(errors.length > 0
      ? [
          {
            term: labels.errors,
            code: false,
            text: errors.map(renderError).join('<br>'),
            parts: [],
          },
        ]
      : []),
    ...fact(labels.accuracy, accuracy),
    ...fact(labels.source, source),
  ]
}

/** `@throws never: why` documents that nothing is thrown. */
function renderError({ type, text }: Typed): string {
  return renderText(type === 'never' ? `never${text}` : `\`${type}\` ${text}`)
}

/** Options are listed one by one, unless their type has an entry of its own on the page. */
function toParameterFact(
  { name, type, optional, text, fields }: Parameter,
  known: Known,
  labels: Labels,
): Fact {
  const parts = known.has(type) ? [] : fields.map((it) => toParameterFact(it, known, labels))
  return {
    term: name,
    code: true,
    type: renderType(type, known),
    optional: optional ? labels.optional : undefined,
    text: parts.length > 0 ? '' : renderText(text),
    parts,
  }
}

/** The example as a fence, with its origin, so that failures are reported in the docstring. */
function toCell({ name, example, file }: Entry): Code {
  return {
    type: 'code',
    lang: 'ts',
    meta: `cell name=${name} show-code`,
    value: example?.code ?? '',
    data: { origin: { file, place: example?.place } },
  }
}
