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

/** Items between two rests: looking at the clock takes about as long as looking at an item. */
const few = 50

/** Does the same with each of many items, and may rest after every few. */
export function* forEach<T>(items: Iterable<T>, work: (item: T) => void): Steps<void> {
  let count = 0
  for (const item of items) {
    work(item)
    if (++count % few === 0) yield
  }
}
