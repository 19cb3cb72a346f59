import { escapeHtml } from '../../text/escape-html.ts'

/** The name of a tag, a text behind `=`, and a note to authors. */
const marked =
  /(?<keyword><[A-Z]\w*|<\/[A-Z]\w*>)|(?<==)(?<string>"(?:[^"\\]|\\.)*")|(?<comment>\{\/\*[^]*?\*\/\})/g

/** A chapter's text as HTML: tags, the texts of attributes and notes in the colours of code. */
export function highlightMarkup(source: string): string {
  let html = ''
  let end = 0
  for (const found of source.matchAll(marked)) {
    const [look] = Object.entries(found.groups ?? {}).find(([, it]) => it !== undefined) ?? []
    html += escapeHtml(source.slice(end, found.index))
    html += `<span class="tok-${look}">${escapeHtml(found[0])}</span>`
    end = found.index + found[0].length
  }
  return html + escapeHtml(source.slice(end))
}
