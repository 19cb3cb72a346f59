import { parser } from '@lezer/javascript'
import { classHighlighter, highlightCode } from '@lezer/highlight'
import { escapeHtml } from '../../text/escape-html.ts'

const typescript = parser.configure({ dialect: 'ts' })

/** TypeScript as HTML with the classes that the editor uses too, so that opening the editor changes no colour. */
export function highlight(source: string): string {
  let html = ''
  highlightCode(
    source,
    typescript.parse(source),
    classHighlighter,
    (text, classes) => {
      html += classes ? `<span class="${classes}">${escapeHtml(text)}</span>` : escapeHtml(text)
    },
    () => {
      html += '\n'
    },
  )
  return html
}
