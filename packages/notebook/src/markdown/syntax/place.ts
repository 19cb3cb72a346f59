import type { Nodes } from 'mdast'
import type { InlineMath, Math } from 'mdast-util-math'
import type { Place } from '../../kernel/program.ts'
import type { JsxElement } from './mdx-elements.ts'

/** Where a node begins. */
export function placeOf(node: Nodes | JsxElement | Math | InlineMath): Place {
  const start = node.position?.start
  return { line: start?.line ?? 1, column: start?.column ?? 1 }
}
