import type { Code, Image, ImageReference, InlineCode, Nodes, Root, Table, Text } from 'mdast'
import type { Math } from 'mdast-util-math'
import { visit } from 'unist-util-visit'
import { placeAt } from '../../text/place.ts'
import type { ReportMistake } from '../syntax/mistakes.ts'
import { placeOf } from '../syntax/place.ts'

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
        return checkBraces(node, report)
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
    }
  })
  checkFootnotes(root, report)
}

/** Refuses MDX expressions: they are evaluated in the page's module, where no cell is in scope. */
function checkBraces(
  node: Extract<Nodes, { type: 'mdxTextExpression' | 'mdxFlowExpression' }>,
  report: ReportMistake,
): void {
  const code = node.value.trim()
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

const shorten = (code: string): string => (code.length > 40 ? `${code.slice(0, 40)}…` : code)

/** Refuses inline code that looks like a misspelt value. */
function checkValue(node: InlineCode, report: ReportMistake): void {
  const { value } = node
  if (/^\{ts\}\s+\S/.test(value)) return
  if (/^\{ts\}\s*$/.test(value))
    return report(placeOf(node), 'value without an expression: `{ts}`; write `{ts} …`')
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

/** Refuses fences and displays that are never closed: they swallow the rest of the page. */
function checkClosed(node: Code | Math, source: string, report: ReportMistake): void {
  const { start, end } = node.position ?? {}
  if (start?.offset === undefined || end?.offset === undefined) return
  const lines = source.slice(start.offset, end.offset).split('\n')
  const mark = /^(?:`{3,}|~{3,}|\$\$+)/.exec(lines[0])?.[0]
  const last = lines[lines.length - 1].replace(/^[\s>]*/, '')
  if (mark === undefined || (lines.length > 1 && last.startsWith(mark))) return
  report(
    placeOf(node),
    `unclosed: ${mark}; it takes all that follows, to line ${end.line}: close it with ${mark} on a line of its own`,
  )
}

/** Markdown syntax that was left as plain text, each with an explanation. */
const leftOver: readonly [RegExp, (found: string) => string][] = [
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
  [/\]\([^)\s]*$/, (found) => `unclosed link: ${found}; close it with )`],
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
  [/\$(?=[A-Za-z\\])/, () => 'unclosed: $; close it with $ in the same paragraph, or write \\$'],
]

function checkLeftOver(node: Text, source: string, report: ReportMistake): void {
  const { start, end } = node.position ?? {}
  if (start?.offset === undefined || end?.offset === undefined) return
  // Escaped characters are intended; blanks keep the offsets.
  const written = source.slice(start.offset, end.offset).replace(/\\[!-/:-@[-`{-~]/g, '  ')
  const entity = /&[A-Za-z]\w*;/.exec(written)
  if (entity && node.value.includes(entity[0]))
    return report(
      placeAt(source, start.offset + entity.index),
      `unknown entity: ${entity[0]}; write the sign itself, or &amp; for &`,
    )
  for (const [pattern, explain] of leftOver) {
    const found = pattern.exec(written)
    if (found)
      return report(
        placeAt(source, start.offset + found.index),
        explain(
          source.slice(start.offset + found.index, start.offset + found.index + found[0].length),
        ),
      )
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
