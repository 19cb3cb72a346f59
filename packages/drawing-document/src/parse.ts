import type { ContainerNode } from './container-node.ts'
import type { DocumentNode } from './document-node.ts'
import type { ElementNode } from './element-node.ts'
import { decodeEntities } from './entities.ts'
import { namespaces } from './namespaces.ts'
import { contentOf, voidElements } from './serialize.ts'

/**
 * Parses `html` as the content of `context` and appends what it holds to `target`. Like a browser it never fails:
 * stray end tags are dropped and open elements are closed at the end. Unlike one it neither re-nests crossed tags
 * nor corrects the case of SVG names, which are kept as written.
 */
export function parseInto(target: ContainerNode, html: string, context: ContainerNode): void {
  const parser: Parser = {
    text: html.replace(/\r\n?/g, '\n'),
    at: 0,
    target,
    context,
    open: [],
    document: ownerOf(target),
  }
  while (parser.at < parser.text.length) readToken(parser)
}

interface Parser {
  readonly text: string
  at: number
  /** Where top-level nodes go. */
  readonly target: ContainerNode
  /** The element whose content this is; decides the namespace of top-level elements. */
  readonly context: ContainerNode
  /** The elements not yet closed, innermost last. */
  readonly open: ElementNode[]
  readonly document: DocumentNode
}

function readToken(parser: Parser): void {
  const comment = take(parser, /<!--([^]*?)(?:--!?>|$)/y)
  if (comment) return void parent(parser).appendChild(parser.document.createComment(comment[1]))
  const cdata = isForeign(current(parser)) && take(parser, /<!\[CDATA\[([^]*?)(?:\]\]>|$)/y)
  if (cdata) return addText(parser, cdata[1])
  if (take(parser, /<[!?][^>]*>?/y)) return
  const end = take(parser, /<\/([a-zA-Z][^\s/>]*)[^>]*>?/y)
  if (end) return closeTag(parser, end[1])
  const start = take(parser, /<([a-zA-Z][^\s/>]*)/y)
  if (start) return readElement(parser, start[1])
  addText(parser, decodeEntities(take(parser, /[^][^<]*/y)![0]))
}

function readElement(parser: Parser, name: string): void {
  const namespace = namespaceOf(name.toLowerCase(), current(parser))
  const isHtml = namespace === namespaces.html
  if (isHtml) name = name.toLowerCase()
  const element = parser.document.createElementNS(namespace, name)
  const closed = readAttributes(parser, element)
  if (parser.at > parser.text.length) return
  if (isHtml) closeImplied(parser, name)
  parent(parser).appendChild(element)
  if (isHtml ? voidElements.has(name) : closed) return
  if (isHtml && rawText.test(name)) readRawText(parser, element)
  else parser.open.push(element)
  if (isHtml && name === 'pre') take(parser, /\n/y)
}

/** Reads up to the end of the tag; true when it ends in `/>`. A tag cut off by the end of the text moves past it. */
function readAttributes(parser: Parser, element: ElementNode): boolean {
  while (true) {
    const space = take(parser, /[\s/]*/y)![0]
    if (take(parser, />/y)) return space.endsWith('/')
    const found = take(
      parser,
      /([^\s/>][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*)))?=?/y,
    )
    if (!found) return ((parser.at = parser.text.length + 1), false)
    const [, name, double, single, bare] = found
    setParsed(element, name, decodeEntities(double ?? single ?? bare ?? ''))
  }
}

function setParsed(element: ElementNode, name: string, value: string): void {
  const isHtml = element.namespaceURI === namespaces.html
  const [prefix] = name.split(':')
  const foreign =
    !isHtml && foreignPrefixes.has(prefix) ? namespaces[prefix as keyof typeof namespaces] : null
  // Quotes and angle brackets in names are a browser's to forgive; here the attribute is left out.
  if (element.hasAttribute(name) || /["'<]/.test(name)) return
  if (foreign) element.setAttributeNS(foreign, name, value)
  else element.setAttribute(name, value)
}

const foreignPrefixes = new Set(['xlink', 'xml', 'xmlns'])
const rawText = /^(?:style|script|xmp|iframe|noembed|noframes|textarea|title)$/
const decodedRawText = /^(?:textarea|title)$/

function readRawText(parser: Parser, element: ElementNode): void {
  const { localName } = element
  const [, text] = take(parser, new RegExp(`([^]*?)(?:</${localName}[^>]*>|$)`, 'iy'))!
  const raw = decodedRawText.test(localName) ? decodeEntities(text) : text
  const shown = localName === 'textarea' ? raw.replace(/^\n/, '') : raw
  if (shown) element.append(shown)
}

function closeTag(parser: Parser, name: string): void {
  const { open } = parser
  const depth = open.findLastIndex(
    ({ localName }) => localName.toLowerCase() === name.toLowerCase(),
  )
  if (depth >= 0) open.length = depth
}

// Elements whose start tag ends an open one of the second list, unless one of the third stands between.
const implied: readonly (readonly [opening: RegExp, closes: RegExp, barrier: RegExp])[] = [
  [/^li$/, /^li$/, /^[ou]l$/],
  [/^d[dt]$/, /^d[dt]$/, /^dl$/],
  [/^opt(?:ion|group)$/, /^option$/, /^select$/],
  [/^t[dh]$/, /^t[dh]$/, /^table$/],
  [/^tr$/, /^tr$/, /^table$/],
  [/^t(?:body|head|foot)$/, /^t(?:body|head|foot)$/, /^table$/],
  [
    /^(?:address|article|aside|blockquote|details|div|d[dlt]|fieldset|fig(?:ure|caption)|footer|form|h\d|header|hr|li|main|nav|[ou]l|p|pre|section|table)$/,
    /^p$/,
    /^(?:button|td|th|caption|foreignObject)$/,
  ],
]

function closeImplied(parser: Parser, name: string): void {
  const { open } = parser
  for (const [opening, closes, barrier] of implied) {
    if (!opening.test(name)) continue
    const depth = open.findLastIndex(
      ({ localName }) => closes.test(localName) || barrier.test(localName),
    )
    if (depth >= 0 && closes.test(open[depth].localName)) open.length = depth
  }
  if (name === 'tr' && open.at(-1)?.localName === 'table') openBody(parser)
}

/** A row straight inside a table gets the body that HTML puts around it. */
function openBody(parser: Parser): void {
  parser.open.push(parent(parser).appendChild(parser.document.createElement('tbody')))
}

function namespaceOf(name: string, around: ContainerNode): string {
  if (name === 'svg' || name === 'math') return namespaces[name]
  return isForeign(around) ? (around as ElementNode).namespaceURI : namespaces.html
}

/** Whether what stands in `node` is SVG or MathML. The three SVG elements named here hold HTML. */
function isForeign(node: ContainerNode): boolean {
  const { namespaceURI, localName } = node as ElementNode
  if (!namespaceURI || namespaceURI === namespaces.html) return false
  return !/^(?:foreignObject|desc|title)$/.test(localName)
}

function addText(parser: Parser, text: string): void {
  const last = parent(parser).lastChild
  if (last?.nodeType === 3) (last as { nodeValue: string | null }).nodeValue += text
  else if (text) parent(parser).append(text)
}

function current({ open, context }: Parser): ContainerNode {
  return open.at(-1) ?? context
}

function parent({ open, target }: Parser): ContainerNode {
  return contentOf<ContainerNode>(open.at(-1) ?? target)
}

function ownerOf(node: ContainerNode): DocumentNode {
  return node.ownerDocument ?? (node as DocumentNode)
}

function take(parser: Parser, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = parser.at
  const found = pattern.exec(parser.text)
  if (found) parser.at = pattern.lastIndex
  return found
}
