import type { Excess } from '../hosts/client/markup-cost.ts'
import type { StopReason } from '../hosts/client/stop-reason.ts'
import { fill } from '../strings/fill.ts'
import { formatCount, words } from './words.ts'

/** Why a cell was stopped, in the page's language. */
export function tellStopped(reason: StopReason<string>): string {
  return fill(words.cell.stopped, { reason: fill(words.stopped[reason.kind], { ...reason }) })
}

/** What there is too much of in a cell's markup, in the page's language. */
export function tellExcess({ kind, most = 0 }: Excess): string {
  const excess = fill(words.excess[kind], { most: formatCount(most) })
  return fill(words.output.tooMuch, { excess })
}
