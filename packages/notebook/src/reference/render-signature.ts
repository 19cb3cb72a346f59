import { highlight } from '../markdown/syntax/highlight.ts'
import type { Entry } from './entry.ts'

/** Names of entries on the page. */
export type Known = ReadonlySet<string>

/** A highlighted signature, in which types with an entry on the page are links. */
export function renderSignature({ kind, signature, name }: Entry, known: Known): string {
  const html =
    kind === 'type'
      ? highlight(signature)
      : withoutKeyword(highlight(`${kind === 'function' ? 'function' : 'const'} ${signature}`))
  return linkTypes(html, known, name)
}

/** A highlighted type, with links as in signatures. */
export function renderType(type: string, known: Known): string {
  const html = highlight(`type T = ${type}`).replace(/^.*?= /, '')
  return linkTypes(html, known)
}

// The highlighter needs whole statements; the keyword that was added for it is removed.
function withoutKeyword(html: string): string {
  return html.replace(/^<span[^>]*>\w+<\/span> /, '')
}

function linkTypes(html: string, known: Known, self?: string): string {
  return html.replace(/<span class="tok-typeName">(\w+)<\/span>/g, (span, name: string) =>
    known.has(name) && name !== self
      ? `<a class="tok-typeName" href="#${anchorOf(name)}">${name}</a>`
      : span,
  )
}

/** The id of an entry's heading: Astro makes it of the heading's text, in small letters. */
export function anchorOf(name: string): string {
  return name.toLowerCase()
}
