/** What an evaluation may still cost, in pieces of formulas evaluated. */
export type Work = { left: number }

/** Thrown where the work that was allowed is done. */
export class OutOfWork extends Error {
  override readonly name = 'OutOfWork'
}

/** Counts one piece, inside so many derivatives: each but the first two triples the products that it takes. */
export function spend(work: Work, depth: number): void {
  work.left -= 3 ** Math.max(0, depth - 2)
  if (work.left < 0) throw new OutOfWork('the work that is allowed is done')
}
