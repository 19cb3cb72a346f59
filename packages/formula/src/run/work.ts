/** What an evaluation may still cost, in pieces of formulas evaluated. */
export type Work = { left: number }

/** Thrown where the work that was allowed is done. */
export class OutOfWork extends Error {
  override readonly name = 'OutOfWork'
}

/** Counts one piece. */
export function spend(work: Work): void {
  if (--work.left < 0) throw new OutOfWork('the work that is allowed is done')
}
