import { escapeHtml } from '../text/escape-html.ts'

/** A docstring's text as HTML: code in backquotes, links as in Markdown, and powers as in 2^-58 and 1e-15. */
export function renderText(text: string): string {
  return text
    .split(/(`[^`]+`|\[[^\]]+\]\(https?:[^\s)]+\))/)
    .map(renderPart)
    .join('')
}

function renderPart(part: string): string {
  if (/^`.+`$/.test(part)) return `<code>${escapeHtml(part.slice(1, -1))}</code>`
  const [, words, address] = /^\[([^]+)\]\((.+)\)$/.exec(part) ?? []
  if (address) return `<a href="${escapeHtml(address)}">${escapeHtml(words)}</a>`
  return renderPowers(escapeHtml(setQuotes(part)))
}

/** The apostrophes and quotation marks of print, in the place of a keyboard's. A prime, as in z'_i, is neither. */
function setQuotes(text: string): string {
  return text
    .replace(/(?<=\p{L})'(?=(?:s|t|re|ve|ll)\b)/gu, '’')
    .replace(/(?<=(?:^|[\s(])\p{L}+s)'(?=[\s.,;:)]|$)/gu, '’')
    .replace(/"([^"]*)"/g, '“$1”')
}

function renderPowers(html: string): string {
  return html
    .replace(
      /\b(\d[\d.]*)e(-?\d+)/g,
      (_, factor: string, power: string) => `${factor === '1' ? '' : `${factor} × `}10^${power}`,
    )
    .replace(
      /(\w)\^(-?)(\d+)/g,
      (_, base: string, sign: string, digits: string) =>
        `${base}<sup>${sign && '−'}${digits}</sup>`,
    )
}
