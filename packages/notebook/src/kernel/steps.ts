/** Long work, which may rest at each `yield`. */
export type Steps<T> = Generator<undefined, T, undefined>

/** Milliseconds of work without a rest, in which a page does not answer. */
const slice = 20

export function runAtOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

/** Does the work in slices. The page handles what waits for it while it rests. */
export async function runInSlices<T>(
  steps: Steps<T>,
  clock: () => number,
  rest: () => Promise<void>,
): Promise<T> {
  let began = clock()
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
    if (clock() - began < slice) continue
    await rest()
    began = clock()
  }
}
