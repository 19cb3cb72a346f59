/**
 * The text of what is selected, as a reader sees it, but for two things: a formula of which any part is
 * selected is its TeX, between dollar signs unless it is all there is, and numbers can be parsed.
 */
export function readSelected(range: Range): string {
  const reading: Reading = { range, text: '', formulas: [] }
  const { commonAncestorContainer: place } = range
  const root = place instanceof Element ? place : place.parentElement!
  visit(root.closest('.katex') ?? root, reading)
  const text = reading.text.replace(/[ \t]+\n/g, '\n').replace(/^\n+|\n+$/g, '')
  const [only, ...others] = reading.formulas
  return only && others.length === 0 && text.trim() === only.shown ? only.tex : text
}

/** Numbers with the minus sign and without the spaces that only make them easier to read. */
export function toNumbers(text: string): string {
  return text.replaceAll('−', '-').replace(/(?<=\d)[\u2009\u200a\u202f](?=\d)/g, '')
}

interface Reading {
  range: Range
  text: string
  formulas: { tex: string; shown: string }[]
}

function visit(node: Node, reading: Reading): void {
  if (!reading.range.intersectsNode(node)) return
  if (node instanceof Text) addText(node, reading)
  else if (node instanceof Element) visitElement(node, reading)
}

function visitElement(element: Element, reading: Reading): void {
  const { display, userSelect } = getComputedStyle(element)
  if (display === 'none' || userSelect === 'none' || !isShown(element, display)) return
  if (element.matches('.katex')) return addFormula(element, reading)
  if (element.localName === 'br') return void (reading.text += '\n')
  const isBlock = !/^(inline|contents|ruby|table-cell)/.test(display)
  if (isBlock) breakLine(reading, element.matches('p, h1, h2, h3, h4, table, figure') ? 2 : 1)
  else if (display === 'table-cell' && element.previousElementSibling) addTab(reading)
  for (const child of element.childNodes) visit(child, reading)
  if (isBlock) breakLine(reading, 1)
}

// An element without a box of its own counts as invisible, though its children are shown.
const isShown = (element: Element, display: string): boolean =>
  display === 'contents' || element.checkVisibility({ visibilityProperty: true })

function breakLine(reading: Reading, lines: number): void {
  if (reading.text === '') return
  const ended = /\n*$/.exec(reading.text)![0].length
  reading.text = reading.text.trimEnd() + '\n'.repeat(Math.max(lines, ended))
}

function addTab(reading: Reading): void {
  reading.text = `${reading.text.replace(/ +$/, '')}\t`
}

function addText(node: Text, reading: Reading): void {
  const { range } = reading
  const from = node === range.startContainer ? range.startOffset : 0
  const to = node === range.endContainer ? range.endOffset : node.length
  const text = node.data.slice(from, to)
  if (node.parentElement?.closest('pre, code')) reading.text += text
  else reading.text += toNumbers(collapse(text, /(^|\s)$/.test(reading.text)))
}

/** White space as a browser shows it: one space at most. A no-break space is kept. */
function collapse(text: string, afterSpace: boolean): string {
  const single = text.replace(/[ \t\n\r\f]+/g, ' ')
  return afterSpace ? single.replace(/^ /, '') : single
}

/** Adds a formula; the sides of a line of a derivation become one formula. */
function addFormula(formula: Element, reading: Reading): void {
  const line = formula.closest('.line > :is(.left, .relation, .right)')?.parentElement
  const parts = line
    ? [...line.querySelectorAll('.left .katex, .relation .katex, .right .katex')]
    : [formula]
  if (parts.find((part) => reading.range.intersectsNode(part)) !== formula) return
  const tex = parts.map((part) => part.getAttribute('data-tex') ?? '').join(' ')
  const sign = line || formula.closest('.katex-display') ? '$$' : '$'
  const shown = `${sign}${tex}${sign}`
  reading.formulas.push({ tex, shown })
  reading.text += shown
}
