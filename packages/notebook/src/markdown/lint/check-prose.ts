import type {
  Code,
  Definition,
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
import type { Math } from 'mdast-util-math'
import { visit } from 'unist-util-visit'
import { placeAt } from '../../text/place.ts'
import { explainBraces } from '../syntax/explain-braces.ts'
import { explainUnclosed } from '../syntax/explain-unclosed.ts'
import type { ReportMistake } from '../syntax/mistakes.ts'
import { placeOf } from '../syntax/place.ts'
import { shorten } from '../syntax/shorten.ts'
import { findTex, otherDialects } from './other-dialects.ts'

/** Checks prose for Markdown that would be rendered differently from what it looks like. */
export function checkProse(root: Root, source: string, report: ReportMistake): void {
  visit(root, (node) => {
    switch (node.type) {
      case 'mdxjsEsm':
        return report(
          placeOf(node),
          'code in prose: a chapter imports and exports nothing: components and the library are in scope, and names are defined in cells',
        )
      case 'mdxTextExpression':
      case 'mdxFlowExpression':
        return checkBraces(node, source, report)
      case 'inlineCode':
        return checkValue(node, report)
      case 'code':
        return checkClosed(node, source, report)
      case 'math':
        return checkClosed(node, source, report)
      case 'text':
        return checkLeftOver(node, source, report)
      case 'image':
      case 'imageReference':
        return checkPicture(node, report)
      case 'table':
        return checkTable(node, report)
      case 'delete':
        return checkStruck(node, source, report)
      case 'paragraph':
        return checkIndented(node, source, report)
      case 'definition':
        return checkDefinition(node, report)
    }
  })
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
    return report(placeOf(node), `braces around a value: {${shorten(code)}}; take them away`)
  const meant = explainBraces(source.slice(0, node.position?.start.offset ?? 0), code)
  if (meant) return report(placeOf(node), meant)
  if (code === '') return report(placeOf(node), 'empty braces: {}; a brace itself is written \\{')
  if (/^(\/\*([^*]|\*(?!\/))*\*\/\s*)+$/.test(code)) return
  if (code === 'ts')
    return report(
      placeOf(node),
      'value without backquotes: {ts}; write `{ts} …` with a backquote (`) before the brace and one behind the expression',
    )
  report(
    placeOf(node),
    `value in braces: {${shorten(code)}}; write \`{ts} ${shorten(code)}\` in backquotes for a value, {/* … */} for a comment, and \\{ for a brace`,
  )
}

/** Refuses inline code that looks like a misspelt value. */
function checkValue(node: InlineCode, report: ReportMistake): void {
  const { value } = node
  if (/^\{ts\}\s+\S/.test(value)) return
  if (/^\{ts\}\s*$/.test(value))
    return report(placeOf(node), 'value without an expression: `{ts}`; write `{ts} …`')
  const [, template] = /^\$\{([^}]*)\}$/.exec(value) ?? []
  if (template !== undefined)
    return report(placeOf(node), `no value: \`${shorten(value)}\`; write \`{ts} ${template}\``)
  const meant =
    /^(?:[{([<]\s*(?:ts|tsx|js|jsx|typescript|javascript|py|python|r)\b(?!\s*[:,])|(?:ts|js)\s*[})\]]|\{\w+\}\s+\S)/i.test(
      value,
    )
  if (!meant) return
  const expression = value.replace(/^[{([<]?\s*\w+\s*[})\]>]?\s*/, '').replace(/\}$/, '')
  report(
    placeOf(node),
    `no value: \`${shorten(value)}\`; write \`{ts} ${shorten(expression) || '…'}\`, in small letters and with a blank after the brace`,
  )
}

/** Refuses fences and displays that are never closed. */
function checkClosed(node: Code | Math, source: string, report: ReportMistake): void {
  const unclosed = explainUnclosed(node, source)
  if (unclosed !== undefined) report(placeOf(node), unclosed)
}

/** Markdown syntax that was left as plain text, each with an explanation. */
const leftOver: readonly [RegExp, (found: string) => string][] = [
  ...otherDialects,
  [
    /\*\*/,
    () => 'unclosed: **; close it with ** in the same paragraph, next to the word, or write \\*\\*',
  ],
  [/`/, () => 'unclosed: `; close it with ` in the same paragraph, or write \\`'],
  [
    /\[\^[^\]\s]+\]/,
    (found) => `footnote without a text: ${found}; write ${found}: … on a line of its own`,
  ],
  [
    /!?\[[^\][]*\]\s?\([^)\s]*[^)]*\)/,
    (found) =>
      `no link: ${shorten(found)}; write [words](address) with nothing between ] and (, and no blank in the address`,
  ],
  [/\[[^\][]+\]\[[^\][]*\]/, (found) => `link to nowhere: ${found}; write [words](address)`],
  [
    /\]\([^)\s]*$/,
    (found) => `unclosed link: ${found}; close it with ), and write no blank in the address`,
  ],
  [/^#{7,}(?=\s)/, (found) => `no heading: ${found}; write ## to ######`],
  [/^#{1,6}(?=[^\s#])/, (found) => `no heading: ${found}; write a blank after ${found}`],
  [
    /(?<=^|\s)[*_](?=\p{L})/mu,
    (found) =>
      `unclosed: ${found}; close it with ${found} in the same paragraph, or write \\${found}`,
  ],
  [
    /^\|.*\|\s*$/m,
    () => 'no table: the line of dashes under its head must have as many parts as the head',
  ],
  [
    /\$\$/,
    () =>
      'unclosed: $$; a display begins with $$ name=… and ends with $$, each on a line of its own',
  ],
  [/(?<=^|\s)\*$/, () => 'unclosed: **; close it with **, and not with *'],
  [/\$(?=[A-Za-z\\])/, () => 'unclosed: $; close it with $ in the same paragraph, or write \\$'],
]

/** What stands before an offset on its line. */
function lineBefore(source: string, offset: number): string {
  return source.slice(offset === 0 ? 0 : source.lastIndexOf('\n', offset - 1) + 1, offset)
}

/** Whether what stands at an offset begins its line, or the text of a quote or an item in it. */
function beginsLine(source: string, offset: number): boolean {
  const before = lineBefore(source, offset)
  return /^[\s>]*(?:(?:[-*+]|\d+[.)])\s+)?$/.test(before)
}

function checkLeftOver(node: Text, source: string, report: ReportMistake): void {
  const { start, end } = node.position ?? {}
  if (start?.offset === undefined || end?.offset === undefined) return
  const raw = source.slice(start.offset, end.offset)
  const report1 = (index: number, message: string): void =>
    report(placeAt(source, (start.offset ?? 0) + index), message)
  const tex = findTex(raw)
  if (tex) report1(tex.index, tex.message)
  const bad = raw.indexOf('\uFFFD')
  if (bad >= 0)
    report1(bad, 'not UTF-8: \uFFFD stands for a byte that cannot be read; save the file as UTF-8')
  // Escaped characters are intended; blanks keep the offsets.
  const written = raw.replace(/\\[!-/:-@[-`{-~]/g, '  ')
  const entity = /&[A-Za-z]\w*;/.exec(written)
  if (entity && node.value.includes(entity[0]))
    return report(
      placeAt(source, start.offset + entity.index),
      `unknown entity: ${entity[0]}; write the sign itself, or &amp; for &`,
    )
  const told = new Set<number>()
  for (const [pattern, explain] of leftOver) {
    const found = pattern.exec(written)
    if (!found || told.has(found.index)) continue
    if (pattern.source.startsWith('^') && found.index === 0 && !beginsLine(source, start.offset))
      continue
    told.add(found.index)
    report1(found.index, explain(raw.slice(found.index, found.index + found[0].length)))
  }
}

/** Refuses cells beyond the head's columns: they would not be rendered. */
function checkTable({ children: [head, ...rows] }: Table, report: ReportMistake): void {
  for (const row of rows) {
    const more = row.children[head.children.length]
    if (more)
      report(
        placeOf(more),
        `cell too many: the table’s head has ${head.children.length}, and what stands beyond would not show; a | within a cell is written \\|`,
      )
  }
}

/** Refuses text between single waves: elsewhere that is lowered, here it would be struck. */
function checkStruck({ position }: Delete, source: string, report: ReportMistake): void {
  const { start, end } = position ?? {}
  if (start?.offset === undefined || source.startsWith('~~', start.offset)) return
  const found = source.slice(start.offset, end?.offset)
  report(
    { line: start.line, column: start.column },
    `struck text: ${shorten(found)}; write ~~…~~ to strike it, <sub>…</sub> or a formula to lower it`,
  )
}

/** Refuses four blanks or a tab before code: a page reads them as nothing. */
function checkIndented({ position }: Paragraph, source: string, report: ReportMistake): void {
  const { start } = position ?? {}
  if (start?.offset === undefined) return
  const before = lineBefore(source, start.offset)
  if (!/^(?: {4}|\t)\s*$/.test(before) || hasListAbove(source, start.offset - before.length)) return
  report(
    { line: start.line, column: 1 },
    'indented text: blanks at its beginning make no code; write ``` before and after it, or take the blanks away',
  )
}

function hasListAbove(source: string, offset: number): boolean {
  const above = source.slice(0, offset).split('\n').reverse()
  const outer = above.find((it) => /^\S/.test(it)) ?? ''
  return /^(?:[-*+]|\d+[.)])\s|^\[\^|^</.test(outer)
}

function checkDefinition({ identifier, label, position }: Definition, report: ReportMistake): void {
  if (/^(?:\/\/|#|comment)$/.test(label ?? identifier) && position)
    report(
      { line: position.start.line, column: position.start.column },
      `comment: [${label ?? identifier}]: …; write {/* … */}`,
    )
}

/** Refuses footnotes without a reference: they would not be rendered. */
function checkFootnotes(root: Root, report: ReportMistake): void {
  const used = new Set<string>()
  const lines = new Map<string, number>()
  visit(root, 'footnoteReference', (node) => void used.add(node.identifier))
  visit(root, 'footnoteDefinition', (node) => {
    const other = lines.get(node.identifier)
    if (other !== undefined)
      report(placeOf(node), `footnote given twice: ${node.identifier}; it is also on line ${other}`)
    else if (!used.has(node.identifier))
      report(
        placeOf(node),
        `footnote that nothing refers to: write [^${node.identifier}] where it belongs`,
      )
    lines.set(node.identifier, placeOf(node).line)
  })
}

function checkPicture(node: Image | ImageReference, report: ReportMistake): void {
  if (!node.alt?.trim())
    report(placeOf(node), 'picture without words: ![]; write ![what it shows](address)')
}
