import { toNumbers } from '../read-selected.ts'

/** What is no part of a text: previews, marks and buttons. */
const left = '[aria-hidden="true"], .eq-preview, .mark, button, script, style, svg'

const around: Record<string, string> = { em: '*', i: '*', cite: '*', strong: '**', b: '**' }

/** The text of an element as Markdown: its formulas as TeX, its links whole, and the values as they are shown. */
export function toInline(element: Node): string {
  return [...element.childNodes].map(toText).join('').replace(/\s+/g, ' ').trim()
}

function toText(node: Node): string {
  if (node instanceof Text) return escapeText(toNumbers(node.data))
  if (!(node instanceof Element) || node.matches(left)) return ''
  if (node.matches('.katex')) return `$${texOf(node)}$`
  if (node.localName === 'code') return toCode(node.textContent)
  if (node.localName === 'br') return '<br>'
  if (node.localName === 'img') return toImage(node as HTMLImageElement)
  const text = [...node.childNodes].map(toText).join('')
  if (node.localName === 'a') return `[${text}](${(node as HTMLAnchorElement).href})`
  if (/^su[bp]$/.test(node.localName)) return `<${node.localName}>${text}</${node.localName}>`
  const sign = text.trim() === '' ? '' : (around[node.localName] ?? '')
  // A sign beside a blank would be one of the text.
  const [, before, inner, after] = /^(\s*)([^]*?)(\s*)$/.exec(text) ?? ['', '', text, '']
  return `${before}${sign}${inner}${sign}${after}`
}

/** The TeX of a formula, on one line. */
export function texOf(formula: Element): string {
  return (formula.getAttribute('data-tex') ?? '').replace(/\s+/g, ' ').trim()
}

/** Signs that Markdown, or the dollars of formulas, would take for theirs. */
function escapeText(text: string): string {
  return text.replace(/[\\`*_[\]<$|~]/g, '\\$&').replace(/&(?=[\w#]+;)/g, '\\&')
}

/** Code between more backticks than it has in a row. */
function toCode(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([it]) => it.length))
  const fence = '`'.repeat(longest + 1)
  const space = longest > 0 ? ' ' : ''
  return `${fence}${space}${text.replace(/\s+/g, ' ')}${space}${fence}`
}

function toImage({ alt, src }: HTMLImageElement): string {
  return `![${escapeText(alt)}](${src})`
}
