import type { Failure, Output } from '../kernel/output.ts'
import { escapeHtml } from '../text/escape-html.ts'
import { trueMinus } from '../text/true-minus.ts'

/**
 * Outputs as HTML: the same function serves the build and the live page. `alt` describes the first
 * figure.
 */
export function renderOutputs(outputs: readonly Output[], alt?: string): string {
  return outputs.map((output) => renderOutput(output, alt)).join('')
}

function renderOutput(output: Output, alt: string | undefined): string {
  const label =
    output.label === undefined ? '' : `<span class="label">${escapeHtml(output.label)} = </span>`
  switch (output.type) {
    case 'text':
      return `<pre class="text">${label}${escapeHtml(trueMinus(String(output.text)))}</pre>`
    case 'table':
      return `${label}${renderTable(output)}`
    case 'html':
      return `<div class="html"${hasPicture(output.html) ? altAttributes(alt) : ''}>${output.html}</div>`
    case 'svg':
      return `<div class="svg"${altAttributes(alt)}>${output.html}</div>`
  }
}

/** Describes the container of a figure: screen readers then skip what is inside. */
function altAttributes(alt: string | undefined): string {
  return alt === undefined ? '' : ` role="img" aria-label="${escapeHtml(alt)}"`
}

/** A plot with a title or a legend is HTML that contains its drawings. */
function hasPicture(html: string): boolean {
  return /<(svg|canvas|img)\b/.test(html)
}

function renderTable({ columns, rows, more }: Extract<Output, { type: 'table' }>): string {
  const isNumeric = columns.map((_, index) =>
    rows.every((row) => /^(-?[\d.]+(e[-+]?\d+)?|-?Infinity|NaN|)$/.test(row[index])),
  )
  const className = (index: number): string => (isNumeric[index] ? ' class="number"' : '')
  const cells = (open: string, close: string, items: string[]): string =>
    items
      .map(
        (it, index) =>
          `<${open}${className(index)}>${escapeHtml(trueMinus(String(it)))}</${close}>`,
      )
      .join('')
  const body = rows.map((row) => `<tr>${cells('td', 'td', row)}</tr>`).join('')
  const note = more > 0 ? `<p class="more">… ${escapeHtml(more)} more rows</p>` : ''
  return `<nb-scroll class="table" label="Table"><table><thead><tr>${cells('th scope="col"', 'th', columns)}</tr></thead><tbody>${body}</tbody></table>${note}</nb-scroll>`
}

/** A failure as HTML, with its place in the cell. */
export function renderFailure({ message, line, column }: Failure): string {
  const place =
    line === undefined
      ? ''
      : ` <span class="place">(line ${escapeHtml(line)}${column === undefined ? '' : `, column ${escapeHtml(column)}`})</span>`
  return `<p class="failure">${escapeHtml(message)}${place}</p>`
}
