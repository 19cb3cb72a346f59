import type { Completion, CompletionContext, CompletionSource } from '@codemirror/autocomplete'
import type { PageCells } from '../../hosts/page/page-cells.ts'
import type { NameOffer } from '../../language/typed-page.ts'
import { completeNames, originsOf } from '../complete-names.ts'
import { describe } from './describe.ts'
import { pageTypes } from './page-types.ts'

/** Completes names by their types, members after a dot too; until types are there, by names alone. */
export function completeTyped(cell: string, cells: PageCells): CompletionSource {
  const names = completeNames(cells)
  const origins = originsOf(cells.outline)
  return async (context) => {
    if (!pageTypes.isReady || pageTypes.isCostly(cell)) return names(context)
    const from = findStart(context)
    if (from === undefined) return null
    const isMember = context.state.sliceDoc(Math.max(0, from - 1), from) === '.'
    const offers = await pageTypes.ask({ kind: 'complete', cell, offset: from })
    if (offers === undefined) return names(context)
    if (offers.length === 0 || context.aborted) return null
    return {
      from,
      validFor: /^[\w$]*$/,
      options: offers.map((offer) => {
        // Members of the same name come from elsewhere.
        const detail = isMember ? undefined : origins.get(offer.label)
        return { ...toCompletion(cell, from, offer), ...(detail && { detail, boost: 1 }) }
      }),
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
