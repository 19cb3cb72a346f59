import type { Failure, Output } from '../kernel/output.ts'
import { fill } from '../strings/fill.ts'
import type { LiveStrings } from '../strings/strings.ts'
import { escapeHtml } from '../text/escape-html.ts'
import { trueMinus } from '../text/true-minus.ts'

type Words = LiveStrings['output']

/**
 * Outputs as HTML: the same function serves the build and the live page. `alt` describes the first
 * figure.
 */
export function renderOutputs(outputs: readonly Output[], words: Words, alt?: string): string {
  return outputs.map((output) => renderOutput(output, words, alt)).join('')
}

/** A function that a cell declares shows nothing: what it is, its code says. */
function isDeclaredFunction(output: Output): boolean {
  return output.type === 'text' && output.label !== undefined && /^ƒ \w+\(\)$/.test(output.text)
}

function renderOutput(output: Output, words: Words, alt: string | undefined): string {
  if (isDeclaredFunction(output)) return ''
  const label =
    output.label === undefined ? '' : `<span class="label">${escapeHtml(output.label)} = </span>`
  switch (output.type) {
    case 'text':
      return withInside(
        output,
        words,
        `<pre class="text${output.level === undefined ? '' : output.level === 'log' ? ' log' : ` log ${output.level}`}">${label}${escapeHtml(trueMinus(String(output.text)))}</pre>`,
      )
    case 'table':
      return `${label}${renderTable(output, words)}`
    case 'html':
      return `<div class="html"${hasPicture(output.html) ? altAttributes(alt) : ''}>${output.html}</div>`
    case 'svg':
      return `<div class="svg"${altAttributes(alt)}>${output.html}</div>`
  }
}

/** A text whose value can be opened, with what opens it: see `inside.ts`. */
function withInside({ opens }: { opens?: number }, words: Words, text: string): string {
  if (opens === undefined) return text
  const label = escapeHtml(words.inside)
  return `<div class="object">${text}<details class="inside" data-output="${opens}"><summary aria-label="${label}" title="${label}"></summary></details></div>`
}

/** Describes the container of a figure: screen readers then skip what is inside. */
function altAttributes(alt: string | undefined): string {
  return alt === undefined ? '' : ` role="img" aria-label="${escapeHtml(alt)}"`
}

/** A plot with a title or a legend is HTML that contains its drawings. */
function hasPicture(html: string): boolean {
  return /<(svg|canvas|img)\b/.test(html)
}

function renderTable(
  { columns, rows, more }: Extract<Output, { type: 'table' }>,
  words: Words,
): string {
  const isNumeric = columns.map((_, index) =>
    rows.every((row) => /^(-?[\d.]+(e[-+]?\d+)?|-?Infinity|NaN|)$/.test(row[index])),
  )
  const classOf = (text: string, index: number): string =>
    isNumeric[index] ? ' class="number"' : isUnbroken(text) ? ' class="word"' : ''
  const cells = (open: string, close: string, items: string[]): string =>
    items
      .map(String)
      .map((it, i) => `<${open}${classOf(it, i)}>${escapeHtml(trueMinus(it))}</${close}>`)
      .join('')
  const body = rows.map((row) => `<tr>${cells('td', 'td', row)}</tr>`).join('')
  const note =
    more > 0 ? `<p class="more">${escapeHtml(fill(words.more, { count: more }))}</p>` : ''
  return `<nb-scroll class="table" label="${escapeHtml(words.table)}"><table><thead><tr>${cells('th scope="col"', 'th', columns.map(joinOperators))}</tr></thead><tbody>${body}</tbody></table>${note}</nb-scroll>`
}

/** A heading may break between its words, but not at the operators of what it computes: `mean of (y − σ) x`. */
function joinOperators(heading: string): string {
  return String(heading).replace(/ ([×÷·−+=≤≥]) /g, '\u00a0$1\u00a0')
}

/** Whether an entry is one short word that a browser might break within, such as `L-BFGS`. */
function isUnbroken(text: string): boolean {
  return /^\S{1,12}$/.test(text) && /\W/.test(text)
}

/** A failure as HTML, with its place in the cell. */
export function renderFailure({ message, line, column }: Failure<string>, words: Words): string {
  return `<p class="failure">${escapeHtml(message)}${renderPlace(line, column, words)}</p>`
}

function renderPlace(
  line: number | undefined,
  column: number | undefined,
  { atLine, atColumn }: Words,
): string {
  if (line === undefined) return ''
  const place = column === undefined ? fill(atLine, { line }) : fill(atColumn, { line, column })
  return ` <span class="place">${escapeHtml(place)}</span>`
}
