import type { Chapter } from './chapter/chapter.ts'
import type { PageFormulas } from './formulas/check-formulas.ts'
import { countFormulas } from './formulas/set-formulas.ts'

/** What stands on a page, and what was found to hold of it while it was built. */
export interface PageCounts {
  cells: number
  /** Cells whose output has a text alternative. */
  figures: number
  inputs: number
  /** Expressions in sentences, captions, alternatives and tables. */
  values: number
  /** Claims that formulas make: what they stand on. */
  formulas: { proved: number; checked: number; definition: number; twin: number; unchecked: number }
  /** How often values were drawn for the formulas checked. */
  draws: number
  /** The greatest error between two sides that should be equal, relative to their size where that is above 1. */
  largestError: number
}

/** Counts a page whose formulas have been checked. */
export function countPage({ cells, inputs, values }: Chapter, page: PageFormulas): PageCounts {
  const { unchecked, ...formulas } = countFormulas(page)
  const reports = page.equations.flatMap(({ report }) => report ?? [])
  return {
    cells: cells.length,
    figures: cells.filter(({ altName }) => altName !== undefined).length,
    inputs: inputs.length,
    values: values.length,
    formulas: { ...formulas, unchecked: unchecked.length },
    draws: reports.reduce((total, { samples }) => total + samples, 0),
    largestError: Math.max(0, ...reports.map((it) => it.largestError)),
  }
}
