import type { CellUpdate } from '../hosts/client/cell-update.ts'
import type { Markup, Output } from '../kernel/output.ts'
import type { Steps } from '../kernel/steps.ts'
import { renderOutputs } from './render-output.ts'
import { words } from './words.ts'

const isMarkup = (output: Output): output is Markup =>
  output.type === 'svg' || output.type === 'html'

/**
 * Whether outputs need no cleaning: text and tables are escaped as they are rendered, and elements that
 * come as they are were made by the page's own cells. A message of the sandbox cannot hold one.
 */
export function isOwn({ outputs }: Extract<CellUpdate, { type: 'output' }>): boolean {
  return outputs.every((output) => !isMarkup(output) || output.element instanceof Element)
}

/** What outputs that are put into the page at once may cost to lay out, in characters of plain text. */
const sizeAtOnce = 30_000

/** Letters that take a browser many times as long to set as those of plain text do. */
const dearLetters = /[^\0-\u024f\u0370-\u052f\u2000-\u22ff]/g

/** How many of the outputs are put into the page at once; more follow in slices. At least one, if there is any. */
export function countFirst(outputs: readonly Output[]): number {
  let room = sizeAtOnce
  for (const [index, output] of outputs.entries()) {
    room -= sizeOf(output)
    if (room < 0 && index > 0) return index
  }
  return outputs.length
}

function sizeOf(output: Output): number {
  if (output.type === 'text')
    return output.text.length + 9 * (output.text.match(dearLetters)?.length ?? 0)
  return output.type === 'table'
    ? output.rows.length * output.columns.length * 10
    : output.html.length
}

/** The outputs that are put into the page at once, as nodes for it. */
export function* toFirstNodes(
  outputs: readonly Output[],
  toNodes: (output: Output) => Steps<DocumentFragment>,
): Steps<DocumentFragment> {
  const nodes = document.createDocumentFragment()
  for (const output of outputs.slice(0, countFirst(outputs))) {
    nodes.append(yield* toNodes(output))
    yield
  }
  return nodes
}

/**
 * An output as nodes for the page. Markup is sanitized by `clean`, which is slow; without that it is not
 * shown.
 */
export function* toNodes(
  output: Output,
  alt: string | undefined,
  clean?: (html: string) => Steps<DocumentFragment>,
): Steps<DocumentFragment> {
  if (!isMarkup(output)) return parse(renderOutputs([output], words.output))
  const content =
    output.element instanceof Element ? output.element : clean && (yield* clean(output.html))
  const nodes = parse(renderOutputs([{ ...output, html: '' }], words.output))
  const frame = nodes.firstElementChild
  if (!frame || !content) return nodes
  frame.append(content)
  if (alt !== undefined && frame.querySelector('svg, canvas, img')) {
    frame.role = 'img'
    frame.ariaLabel = alt
  }
  return nodes
}

function parse(html: string): DocumentFragment {
  const template = document.createElement('template')
  template.innerHTML = html
  return template.content
}
