import type { KernelEvent } from '../../kernel/events.ts'
import type { Output } from '../../kernel/output.ts'
import type { Reply } from '../../kernel/protocol.ts'

/**
 * Remembers what the page was sent last of each cell, so that an output that is the same again is
 * neither sent nor cleaned once more.
 */
export class SentOutputs {
  readonly #last = new Map<string, readonly Output[]>()

  /** An event as the page is told of it. */
  toReply(event: KernelEvent): Reply {
    if (event.type !== 'output') return { type: 'event', event }
    const { cell, run, outputs } = event
    const last = this.#last.get(cell)
    if (last && areSame(outputs, last)) return { type: 'unchanged', cell, run }
    this.#last.set(cell, outputs)
    return { type: 'event', event }
  }
}

function areSame(some: readonly Output[], others: readonly Output[]): boolean {
  return some.length === others.length && some.every((it, place) => isSame(it, others[place]))
}

/** What can be opened may be another within, even where its text is the same. */
function isSame(one: Output, other: Output): boolean {
  if (one.type !== other.type || 'opens' in one) return false
  if (one.type === 'table') return JSON.stringify(one) === JSON.stringify(other)
  const theirs = new Map<string, unknown>(Object.entries(other))
  const ours = Object.entries(one)
  return ours.length === theirs.size && ours.every(([key, value]) => theirs.get(key) === value)
}
