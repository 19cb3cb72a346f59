import type { Completion, CompletionContext, CompletionSource } from '@codemirror/autocomplete'
import type { NameOffer } from '../../language/typed-page.ts'
import { describe } from './describe.ts'
import { pageTypes } from './page-types.ts'

/**
 * Completes names by their types, members after a dot too.
 * @param names what completes them as long as types are not there
 */
export function completeTyped(cell: string, names: CompletionSource): CompletionSource {
  return async (context) => {
    if (!pageTypes.isReady || pageTypes.isCostly(cell)) return names(context)
    const from = findStart(context)
    if (from === undefined) return null
    const offers = await pageTypes.ask({ kind: 'complete', cell, offset: from })
    if (offers === undefined) return names(context)
    if (offers.length === 0 || context.aborted) return null
    return {
      from,
      validFor: /^[\w$]*$/,
      options: offers.map((offer) => toCompletion(cell, from, offer)),
    }
  }
}

/** Where the name begins that is to be completed; nothing where none is. */
function findStart(context: CompletionContext): number | undefined {
  const word = context.matchBefore(/[\w$]*$/)
  const from = word?.from ?? context.pos
  const before = context.state.sliceDoc(Math.max(0, from - 1), from)
  return from < context.pos || before === '.' || context.explicit ? from : undefined
}

function toCompletion(cell: string, offset: number, { label, kind }: NameOffer): Completion {
  if (kind === 'keyword') return { label, boost: -1 }
  return {
    label,
    info: async () => {
      const known = await pageTypes.ask({ kind: 'explain', cell, offset, label })
      return known ? describe(known) : null
    },
  }
}
