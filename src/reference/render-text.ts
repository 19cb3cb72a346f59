import { escapeHtml } from '../text/escape-html.ts'

/** A docstring's text as HTML: code in backquotes, and powers as in 2^-58. */
export function renderText(text: string): string {
  return text.split(/(`[^`]+`)/).map((part) => (
    /^`.+`$/.test(part) ? `<code>${escapeHtml(part.slice(1, -1))}</code>` : renderPowers(escapeHtml(part))
  )).join('')
}

function renderPowers(html: string): string {
  return html.replace(/(\w)\^(-?)(\d+)/g, (_, base: string, sign: string, digits: string) => `${base}<sup>${sign && '−'}${digits}</sup>`)
}
