import type {
  Delete,
  Image,
  ImageReference,
  InlineCode,
  Nodes,
  Paragraph,
  Root,
  Table,
  Text,
} from 'mdast'
import { visit } from 'unist-util-visit'
import { placeAt } from '../../text/place.ts'
import { explainBraces } from '../syntax/explain-braces.ts'
import type { ReportMistake } from '../syntax/mistakes.ts'
import { placeOf } from '../syntax/place.ts'
import { shorten } from '../syntax/shorten.ts'
import { slugOf } from './slug.ts'
import { findTex, otherDialects } from './other-dialects.ts'
import type { Mistake } from '../../strings/mistakes.ts'

/** Checks prose for Markdown that would be rendered differently from what it looks like. */
export function checkProse(root: Root, source: string, report: ReportMistake): void {
  visit(root, (node, _, parent) => {
    switch (node.type) {
      case 'mdxjsEsm':
        return report(placeOf(node), { kind: 'codeInProse' })
      case 'mdxTextExpression':
      case 'mdxFlowExpression':
        return checkBraces(node, source, report)
      case 'inlineCode':
        return checkValue(node, source, report)
      case 'code':
        if (node.lang === 'math') report(placeOf(node), { kind: 'formulaInFence' })
        return undefined
      case 'text':
        return checkLeftOver(node, source, report, parent?.type === 'link')
      case 'image':
      case 'imageReference':
        return checkPicture(node, report)
      case 'table':
        return checkTable(node, report)
      case 'delete':
        return checkStruck(node, source, report)
      case 'paragraph':
        return checkIndented(node, source, report)
    }
  })
  checkDefinitions(root, report)
  checkFootnotes(root, report)
}

/** Refuses MDX expressions: they are evaluated in the page's module, where no cell is in scope. */
function checkBraces(
  node: Extract<Nodes, { type: 'mdxTextExpression' | 'mdxFlowExpression' }>,
  source: string,
  report: ReportMistake,
): void {
  const code = node.value.trim()
  // Of a command of LaTeX, the first braces are told.
  const before = source.slice(0, node.position?.start.offset ?? 0)
  if (/\\[A-Za-z]+(?:\{[^{}\n]*\})+$/.test(before)) return
  if (/^`\{ts\}/.test(code))
    return report(placeOf(node), { kind: 'bracedTwice', code: shorten(code) })
  const meant = explainBraces(source.slice(0, node.position?.start.offset ?? 0), code)
  if (meant) return report(placeOf(node), meant)
  if (code === '') return report(placeOf(node), { kind: 'emptyBraces' })
  if (/^(\/\*([^*]|\*(?!\/))*\*\/\s*)+$/.test(code)) return
  if (code === 'ts') return report(placeOf(node), { kind: 'valueWithoutQuotes' })
  report(placeOf(node), { kind: 'valueInBraces', code: shorten(code) })
}

/** Refuses inline code that looks like a misspelt value. */
function checkValue(node: InlineCode, source: string, report: ReportMistake): void {
  const { value } = node
  if (/^\{ts\}\s+\S/.test(value)) return
  if (/^\{ts\}\s*$/.test(value)) {
    const rest = source.slice(node.position?.end.offset)
    const isCut = /^[^\s.,;:!?)][^`\n]*`/.test(rest)
    return report(placeOf(node), { kind: isCut ? 'backquoteInValue' : 'valueWithoutExpression' })
  }
  if (/^(?:ts|js|typescript|javascript|python)\s+cell\s+\S/.test(value) && isFence(node, source))
    return report(placeOf(node), { kind: 'fenceInLine', found: shorten(value) })
  const [, template] = /^\$\{([^}]*)\}$/.exec(value) ?? []
  if (template !== undefined)
    return report(placeOf(node), { kind: 'noValueButTemplate', found: shorten(value), template })
  const meant =
    /^(?:[{([<]\s*(?:ts|tsx|js|jsx|typescript|javascript|py|python|r)\b(?!\s*[:,])|(?:ts|js)\s*[})\]]|\{\w+\}\s+\S|\{\{ts\}\}|ts\s+[\w({[]+\s*[-+*/(.])/i.test(
      value,
    )
  if (!meant) return
  const expression = value.replace(/^[{([<]*\s*\w+\s*[})\]>]*\s*:?\s*/, '').replace(/\}$/, '')
  report(placeOf(node), {
    kind: 'noValueOf',
    found: shorten(value),
    expression: shorten(expression) || '…',
  })
}

/** Whether code within a line was to be a fence: between single backquotes it tells how one begins. */
function isFence({ position }: InlineCode, source: string): boolean {
  const written = source.slice(position?.start.offset, position?.end.offset)
  return written.startsWith('``') || written.includes('\n')
}

/** Markdown syntax that was left as plain text, each with an explanation. */
const leftOver: readonly [RegExp, (found: string) => Mistake][] = [
  ...otherDialects,
  [/\*\*/, () => ({ kind: 'unclosedBold' })],
  [/`/, () => ({ kind: 'unclosedCode' })],
  [/^\[\^[^\]\s]+\](?=\s+:?\s*\S)/, (found) => ({ kind: 'footnoteWithoutColon', found })],
  [/\[\^[^\]\s]+\]/, (found) => ({ kind: 'footnoteWithoutText', found })],
  [
    /!?\[[^\][]*\]\([^)\s"]*#[^)"]* [^)"]*\)/,
    (found) => ({ kind: 'blankInAnchor', found: shorten(found), address: addressIn(found) }),
  ],
  [/!?\[[^\][]*\]\s?\([^)\s]*[^)]*\)/, (found) => ({ kind: 'noLink', found: shorten(found) })],
  [/\[[^\][]+\]\[[^\][]*\]/, (found) => ({ kind: 'linkToReference', found })],
  [/\]\([^)\s]*$/, (found) => ({ kind: 'unclosedLink', found })],
  [/^#{7,}(?=\s)/, (found) => ({ kind: 'tooDeepHeading', found })],
  [/^#{1,6}(?=[^\s#])/, (found) => ({ kind: 'noHeading', found })],
  [/(?<=^|\s)[*_](?=\p{L})/mu, (found) => ({ kind: 'unclosedEmphasis', found })],
  [/\$\$/, () => ({ kind: 'unclosedDisplay' })],
  [/(?<=^|\s)\*$/, () => ({ kind: 'boldClosedByOne' })],
  [/\$(?=[A-Za-z\\])/, () => ({ kind: 'unclosedFormula' })],
]

/** The address in a link, with its words below a page as headings have them. */
function addressIn(link: string): string {
  const [, path = '', hash = ''] = /\(([^#]*)#([^)]*)\)$/.exec(link) ?? []
  return `${path}#${slugOf(hash)}`
}

/** What stands before an offset on its line. */
function lineBefore(source: string, offset: number): string {
  return source.slice(offset === 0 ? 0 : source.lastIndexOf('\n', offset - 1) + 1, offset)
}

/** Whether what stands at an offset begins its line, or the text of a quote or an item in it. */
function beginsLine(source: string, offset: number): boolean {
  const before = lineBefore(source, offset)
  return /^[\s>]*(?:(?:[-*+]|\d+[.)])\s+)?$/.test(before)
}

function checkLeftOver(node: Text, source: string, report: ReportMistake, isInLink: boolean): void {
  const { start, end } = node.position ?? {}
  if (start?.offset === undefined || end?.offset === undefined) return
  const raw = source.slice(start.offset, end.offset)
  const report1 = (index: number, told: Mistake): void =>
    report(placeAt(source, (start.offset ?? 0) + index), told)
  const tex = findTex(raw)
  if (tex) report1(tex.index, tex.told)
  const bad = raw.indexOf('\uFFFD')
  if (bad >= 0) report1(bad, { kind: 'notUtf8' })
  // Escaped characters are intended; blanks keep the offsets.
  const written = raw.replace(/\\[!-/:-@[-`{-~]/g, '  ')
  // The text of a link may be its address, whose parameters have an & before them.
  const entity = isInLink ? undefined : findEntity(written, node.value)
  if (entity) return report1(entity.index, entity.told)
  const told = new Set<number>()
  if (/^\|.*\|\s*$/m.test(written)) reportTable(source, start.line, end.line, report)
  for (const [pattern, explain] of leftOver) {
    const found = pattern.exec(written)
    if (!found || told.has(found.index)) continue
    if (pattern.source.startsWith('^') && found.index === 0 && !beginsLine(source, start.offset))
      continue
    told.add(found.index)
    report1(found.index, explain(raw.slice(found.index, found.index + found[0].length)))
  }
}

/** What stands before the text of a line in a quote or a list. */
const beforeText = /^[\s>]*(?:[-*+]|\d+[.)])?\s*/

/** Rows of a table that is none, between two lines: told once, where its head stands. */
function reportTable(source: string, first: number, last: number, report: ReportMistake): void {
  const lines = source.split('\n')
  const before = (line: number): string => beforeText.exec(lines[line - 1] ?? '')?.[0] ?? ''
  const isRow = (line: number): boolean => lines[line - 1]?.[before(line).length] === '|'
  // An item's first line has no row of its table above it.
  const beginsItem = (line: number): boolean => /[^\s>]/.test(before(line))
  let head = first
  while (!isRow(head) && head < last) head += 1
  if (!isRow(head)) return
  while (isRow(head - 1) && !beginsItem(head)) head -= 1
  const below = (lines[head] ?? '').slice(before(head + 1).length)
  const hasDashes = /^[\s|:-]*-[\s|:-]*$/.test(below)
  const place = { line: head, column: before(head).length + 1 }
  report(place, { kind: hasDashes ? 'noTable' : 'noDashes' })
}

/** An entity that there is not, or one without its end, which is shown as it is. */
function findEntity(written: string, shown: string): { index: number; told: Mistake } | undefined {
  const unknown = /&[A-Za-z]\w*;/.exec(written)
  if (unknown && shown.includes(unknown[0]))
    return { index: unknown.index, told: { kind: 'unknownEntity', entity: unknown[0] } }
  const open = /&(?:nbsp|lt|gt|amp|quot|mdash|ndash|[lr]arr|copy|times|hellip)\b(?![;=])/.exec(
    written,
  )
  return open
    ? { index: open.index, told: { kind: 'entityWithoutEnd', entity: open[0] } }
    : undefined
}

/** Refuses cells beyond the head's columns: they would not be rendered. */
function checkTable({ children: [head, ...rows] }: Table, report: ReportMistake): void {
  for (const row of rows) {
    const more = row.children[head.children.length]
    if (more) report(placeOf(more), { kind: 'tooManyCells', count: head.children.length })
  }
}

/** Refuses text between single waves: elsewhere that is lowered, here it would be struck. */
function checkStruck({ position }: Delete, source: string, report: ReportMistake): void {
  const { start, end } = position ?? {}
  if (start?.offset === undefined || source.startsWith('~~', start.offset)) return
  const found = source.slice(start.offset, end?.offset)
  report({ line: start.line, column: start.column }, { kind: 'struckText', found: shorten(found) })
}

/** Refuses four blanks or a tab before code: a page reads them as nothing. */
function checkIndented({ position }: Paragraph, source: string, report: ReportMistake): void {
  const { start } = position ?? {}
  if (start?.offset === undefined) return
  const before = lineBefore(source, start.offset)
  if (!/^(?: {4}|\t)\s*$/.test(before) || hasListAbove(source, start.offset - before.length)) return
  report({ line: start.line, column: 1 }, { kind: 'indentedText' })
}

function hasListAbove(source: string, offset: number): boolean {
  const above = source.slice(0, offset).split('\n').reverse()
  const outer = above.find((it) => /^\S/.test(it)) ?? ''
  return /^(?:[-*+]|\d+[.)])\s|^\[\^|^</.test(outer)
}

/** Refuses addresses that no link uses, or that another of the same label hides. */
function checkDefinitions(root: Root, report: ReportMistake): void {
  const used = new Set<string>()
  const lines = new Map<string, number>()
  visit(root, ['linkReference', 'imageReference'], (node) => {
    if ('identifier' in node) used.add(node.identifier)
  })
  visit(root, 'definition', (node) => {
    const { identifier } = node
    const label = node.label ?? identifier
    const [place, line] = [placeOf(node), lines.get(identifier)]
    if (/^(?:\/\/|#|comment)$/.test(label)) report(place, { kind: 'commentAsDefinition', label })
    else if (line !== undefined) report(place, { kind: 'definitionTwice', label, line })
    else if (!used.has(identifier)) report(place, { kind: 'unusedDefinition', label })
    lines.set(identifier, line ?? place.line)
  })
}

/** Refuses footnotes without a reference: they would not be rendered. */
function checkFootnotes(root: Root, report: ReportMistake): void {
  const used = new Set<string>()
  const lines = new Map<string, number>()
  visit(root, 'footnoteReference', (node) => void used.add(node.identifier))
  visit(root, 'footnoteDefinition', (node) => {
    const other = lines.get(node.identifier)
    if (other !== undefined)
      report(placeOf(node), { kind: 'footnoteTwice', name: node.identifier, line: other })
    else if (!used.has(node.identifier))
      report(placeOf(node), { kind: 'unusedFootnote', name: node.identifier })
    lines.set(node.identifier, placeOf(node).line)
  })
}

function checkPicture(node: Image | ImageReference, report: ReportMistake): void {
  if (!node.alt?.trim()) report(placeOf(node), { kind: 'wordlessPicture' })
}
