import type { Chapter } from './chapter/chapter.ts'
import type { PageFormulas } from './formulas/check-formulas.ts'
import { countFormulas } from './formulas/set-formulas.ts'

/** A page's contents in numbers, and the results of its checks. */
export interface PageCounts {
  cells: number
  /** Cells whose output has a text alternative. */
  figures: number
  inputs: number
  /** Expressions in sentences, captions, alternatives and tables. */
  values: number
  /** Claims of formulas, by how each is known to be true. */
  formulas: { proved: number; checked: number; definition: number; twin: number; unchecked: number }
  /** The number of samples drawn. */
  draws: number
  /**
   * The largest error between two sides that should be equal, relative to the largest term that
   * they come from.
   */
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
    draws: reports.reduce((total, { draws }) => total + draws, 0),
    largestError: Math.max(0, ...reports.map((it) => it.largestError)),
  }
}
