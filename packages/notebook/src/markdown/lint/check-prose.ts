import type { Code, Image, ImageReference, InlineCode, Nodes, Root, Table, Text } from 'mdast'
import type { Math } from 'mdast-util-math'
import { visit } from 'unist-util-visit'
import { placeAt } from '../../text/place.ts'
import type { Tell } from '../syntax/mistakes.ts'
import { placeOf } from '../syntax/place.ts'

/** Checks what stands between the components: that nothing is read otherwise than it looks. */
export function checkProse(root: Root, source: string, tell: Tell): void {
  visit(root, (node) => {
    switch (node.type) {
      case 'mdxjsEsm':
        return tell(
          placeOf(node),
          'code in prose: a chapter imports and exports nothing: components and the library are in scope, and names are defined in cells',
        )
      case 'mdxTextExpression':
      case 'mdxFlowExpression':
        return checkBraces(node, tell)
      case 'inlineCode':
        return checkValue(node, tell)
      case 'code':
        return checkClosed(node, source, tell)
      case 'math':
        return checkClosed(node, source, tell)
      case 'text':
        return checkLeftOver(node, source, tell)
      case 'image':
      case 'imageReference':
        return checkPicture(node, tell)
      case 'table':
        return checkTable(node, tell)
    }
  })
  checkFootnotes(root, tell)
}

/** What stands in braces would be taken from the page's script, which knows no cell. */
function checkBraces(
  node: Extract<Nodes, { type: 'mdxTextExpression' | 'mdxFlowExpression' }>,
  tell: Tell,
): void {
  const code = node.value.trim()
  if (code === '') return tell(placeOf(node), 'empty braces: {}; a brace itself is written \\{')
  if (/^(\/\*([^*]|\*(?!\/))*\*\/\s*)+$/.test(code)) return
  if (code === 'ts')
    return tell(
      placeOf(node),
      'value without backquotes: {ts}; write `{ts} …` with a backquote (`) before the brace and one behind the expression',
    )
  tell(
    placeOf(node),
    `value in braces: {${shorten(code)}}; write \`{ts} ${shorten(code)}\` in backquotes for a value, {/* … */} for a comment, and \\{ for a brace`,
  )
}

const shorten = (code: string): string => (code.length > 40 ? `${code.slice(0, 40)}…` : code)

/** Code that was meant as a value must not stay as it is written. */
function checkValue(node: InlineCode, tell: Tell): void {
  const { value } = node
  if (/^\{ts\}\s+\S/.test(value)) return
  if (/^\{ts\}\s*$/.test(value))
    return tell(placeOf(node), 'value without an expression: `{ts}`; write `{ts} …`')
  const meant =
    /^(?:[{([<]\s*(?:ts|tsx|js|jsx|typescript|javascript|py|python|r)\b(?!\s*[:,])|(?:ts|js)\s*[})\]]|\{\w+\}\s+\S)/i.test(
      value,
    )
  if (!meant) return
  const expression = value.replace(/^[{([<]?\s*\w+\s*[})\]>]?\s*/, '').replace(/\}$/, '')
  tell(
    placeOf(node),
    `no value: \`${shorten(value)}\`; write \`{ts} ${shorten(expression) || '…'}\`, in small letters and with a blank after the brace`,
  )
}

/** What opens and never closes takes the rest of the page with it. */
function checkClosed(node: Code | Math, source: string, tell: Tell): void {
  const { start, end } = node.position ?? {}
  if (start?.offset === undefined || end?.offset === undefined) return
  const lines = source.slice(start.offset, end.offset).split('\n')
  const mark = /^(?:`{3,}|~{3,}|\$\$+)/.exec(lines[0])?.[0]
  const last = lines[lines.length - 1].replace(/^[\s>]*/, '')
  if (mark === undefined || (lines.length > 1 && last.startsWith(mark))) return
  tell(
    placeOf(node as Code),
    `unclosed: ${mark}; it takes all that follows, to line ${end.line}: close it with ${mark} on a line of its own`,
  )
}

/** Marks of Markdown that mark nothing, each with what was meant. */
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

function checkLeftOver(node: Text, source: string, tell: Tell): void {
  const { start, end } = node.position ?? {}
  if (start?.offset === undefined || end?.offset === undefined) return
  // What is escaped is meant: blanked out, so that places stay.
  const written = source.slice(start.offset, end.offset).replace(/\\[!-/:-@[-`{-~]/g, '  ')
  const entity = /&[A-Za-z]\w*;/.exec(written)
  if (entity && node.value.includes(entity[0]))
    return tell(
      placeAt(source, start.offset + entity.index),
      `unknown entity: ${entity[0]}; write the sign itself, or &amp; for &`,
    )
  for (const [pattern, explain] of leftOver) {
    const found = pattern.exec(written)
    if (found)
      return tell(
        placeAt(source, start.offset + found.index),
        explain(
          source.slice(start.offset + found.index, start.offset + found.index + found[0].length),
        ),
      )
  }
}

/** Cells beyond the head's are left out of the page. */
function checkTable({ children: [head, ...rows] }: Table, tell: Tell): void {
  for (const row of rows) {
    const more = row.children[head.children.length]
    if (more)
      tell(
        placeOf(more),
        `cell too many: the table’s head has ${head.children.length}, and what stands beyond would not show; a | within a cell is written \\|`,
      )
  }
}

/** A footnote that nothing refers to is left out of the page. */
function checkFootnotes(root: Root, tell: Tell): void {
  const used = new Set<string>()
  const lines = new Map<string, number>()
  visit(root, 'footnoteReference', (node) => void used.add(node.identifier))
  visit(root, 'footnoteDefinition', (node) => {
    const other = lines.get(node.identifier)
    if (other !== undefined)
      tell(placeOf(node), `footnote given twice: ${node.identifier}; it is also on line ${other}`)
    else if (!used.has(node.identifier))
      tell(
        placeOf(node),
        `footnote that nothing refers to: write [^${node.identifier}] where it belongs`,
      )
    lines.set(node.identifier, placeOf(node).line)
  })
}

function checkPicture(node: Image | ImageReference, tell: Tell): void {
  if (!node.alt?.trim())
    tell(placeOf(node), 'picture without words: ![]; write ![what it shows](address)')
}
