import { openBranch, type Branch, type BranchPlace } from './branch.ts'
import { toCsvLines } from './csv-lines.ts'

/** What is asked of a cell's output: what stands within its value, or its table as CSV. Undefined where there is no such thing. */
export function openOutput(value: unknown, place: BranchPlace): Branch | undefined {
  return place.asCsv ? toCsvLines(value, place.from) : openBranch(value, place)
}
