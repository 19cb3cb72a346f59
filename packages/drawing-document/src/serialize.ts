import type { Attribute } from './attributes.ts'
import type { ElementNode } from './element-node.ts'
import { namespaces } from './namespaces.ts'
import type { TreeNode } from './tree-node.ts'

/** The node as HTML, by the standard's fragment serialising algorithm. */
export function serializeNode(node: TreeNode): string {
  switch (node.nodeType) {
    case 1:
      return serializeElement(node as ElementNode)
    case 3:
      return isRaw(node.parentNode) ? node.nodeValue! : escapeText(node.nodeValue!)
    case 8:
      return `<!--${node.nodeValue}-->`
    default:
      return serializeChildren(node)
  }
}

/** What stands between the tags of `node`; for a template, its content. */
export function serializeChildren(node: TreeNode): string {
  let html = ''
  for (let child = contentOf(node).firstChild; child; child = child.nextSibling)
    html += serializeNode(child)
  return html
}

/** Elements that HTML writes without an end tag. */
export const voidElements: ReadonlySet<string> = new Set(
  'area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr'.split(
    ' ',
  ),
)

/** The node whose children are the content of `node`: only a template keeps them elsewhere than in itself. */
export function contentOf<T extends TreeNode>(node: T): T {
  return isHtml(node, 'template') ? (node as unknown as { content: T }).content : node
}

function serializeElement(element: ElementNode): string {
  const { localName } = element
  let html = `<${localName}`
  for (const attribute of element.attributes)
    html += ` ${serializedName(attribute)}="${escapeAttribute(attribute.value)}"`
  if (voidElements.has(localName) && element.namespaceURI === namespaces.html) return `${html}>`
  return `${html}>${serializeChildren(element)}</${localName}>`
}

function serializedName({ name, localName, namespaceURI }: Attribute): string {
  switch (namespaceURI) {
    case namespaces.xlink:
      return `xlink:${localName}`
    case namespaces.xml:
      return `xml:${localName}`
    case namespaces.xmlns:
      return localName === 'xmlns' ? localName : `xmlns:${localName}`
    default:
      return name
  }
}

// Only HTML's own style and script hold raw text: an SVG style is escaped like any text.
const rawElements = new Set('style script xmp iframe noembed noframes plaintext'.split(' '))

function isRaw(node: TreeNode | null): boolean {
  return node !== null && rawElements.has((node as ElementNode).localName) && isHtml(node)
}

function isHtml(node: TreeNode, name = (node as ElementNode).localName): boolean {
  const { localName, namespaceURI } = node as ElementNode
  return namespaceURI === namespaces.html && localName === name
}

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\u00a0': '&nbsp;',
}

function escapeText(text: string): string {
  return text.replace(/[&<>\u00a0]/g, (character) => escapes[character])
}

function escapeAttribute(text: string): string {
  return text.replace(/[&<>"\u00a0]/g, (character) => escapes[character])
}
