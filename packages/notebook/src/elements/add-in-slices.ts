import type { Output } from '../kernel/output.ts'
import type { Steps } from '../kernel/steps.ts'
import { countFirst } from './output-nodes.ts'
import { markNamed } from './symbol.ts'

/** Milliseconds of one slice, without what its outputs take to be laid out; one that is not finished goes on in the next. */
const slice = 8

/**
 * Puts outputs into the page, a few in each frame, as long as what they belong to is shown. They are
 * laid out when they come into view, and not before.
 */
export function addInSlices(
  drawn: Element,
  outputs: readonly Output[],
  toNodes: (output: Output) => Steps<DocumentFragment>,
): void {
  let at = 0
  let work = toNodes(outputs[0])
  const add = (): void => {
    if (!drawn.isConnected) return
    const began = performance.now()
    const end = at + countFirst(outputs.slice(at))
    do {
      const { done, value } = work.next()
      if (!done) continue
      drawn.append(value)
      if (++at < outputs.length) work = toNodes(outputs[at])
    } while (at < end && performance.now() - began < slice)
    markNamed(drawn)
    if (at < outputs.length) next()
  }
  // After a drawing, for which it would be waited otherwise; a hidden page draws no frames.
  const next = (): void => {
    if (document.hidden) setTimeout(add)
    else requestAnimationFrame(() => setTimeout(add))
  }
  next()
}
