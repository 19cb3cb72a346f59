import { round } from '@cellgraph/notebook/figure'

/** The opacity of a class among several, from 1 down to 0.3: classes differ by it, not by colour. */
export function shade(i: number, count: number): number {
  return count < 2 ? 1 : round(1 - (0.7 * i) / (count - 1))
}
