import type { Report } from '@cellgraph/formula'

/** How many pairs of values were compared, those set aside not counted. */
export const countComparisons = ({ lines }: Pick<Report, 'lines'>): number =>
  lines.reduce((total, { compared, aside }) => total + compared - aside, 0)
