import type { Output } from '../kernel/output.ts'
import { renderOutputs } from './render-output.ts'
import { words } from './words.ts'

/**
 * An output from the sandbox as nodes for the page. Text and tables are escaped as they are
 * rendered; only markup is sanitized, by `clean`, which is slow.
 */
export function toNodes(
  output: Output,
  alt: string | undefined,
  clean: (html: string) => DocumentFragment,
): DocumentFragment {
  if (output.type !== 'svg' && output.type !== 'html')
    return parse(renderOutputs([output], words.output))
  const frame = parse(renderOutputs([{ ...output, html: '' }], words.output, alt))
  frame.firstElementChild?.append(clean(output.html))
  return frame
}

function parse(html: string): DocumentFragment {
  const template = document.createElement('template')
  template.innerHTML = html
  return template.content
}
