import type { Output } from '../kernel/output.ts'
import type { Steps } from '../kernel/steps.ts'
import { nextDrawing, tryNext } from './in-turn.ts'
import { countFirst } from './output-nodes.ts'
import { markNamed } from './symbol.ts'

/** Milliseconds that one slice works, layout not counted; an output that is not finished continues in the next. */
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
      const { done, value } = tryNext(work)
      if (!done) continue
      if (value) drawn.append(value)
      if (++at < outputs.length) work = toNodes(outputs[at])
    } while (at < end && performance.now() - began < slice)
    markNamed(drawn)
    if (at < outputs.length) next()
  }
  const next = (): void => void nextDrawing().then(add)
  next()
}
