/**
 * A run's result, given up together with the run: a promise that has not settled, or a generator
 * that has not yielded, fails as soon as `invalidation` resolves. Without it, a promise that never
 * settles would hold up every run after it.
 * @param recover turns what is thrown on the way into a value.
 * @param wrap what is followed in a generator's place: it decides when there is a next value.
 */
export function untilInvalidated(
  invalidation: Promise<unknown>,
  value: unknown,
  recover: (error: unknown) => unknown,
  wrap: (generator: AnyGenerator) => AnyGenerator = (it) => it,
): unknown {
  try {
    if (isPromise(value)) return new Abortable(invalidation, recover).wait(value)
    return isGenerator(value) ? new Abortable(invalidation, recover).follow(wrap(value)) : value
  } catch (error) {
    return recover(error)
  }
}

export interface AnyGenerator {
  next(value?: unknown): unknown
  return(value?: unknown): unknown
}

class Abortable {
  readonly #recover: (error: unknown) => unknown
  #abort: ((error: Error) => void) | undefined

  // One listener however much is waited for: a generator may yield for ever.
  constructor(invalidation: Promise<unknown>, recover: (error: unknown) => unknown) {
    this.#recover = recover
    void invalidation.then(() => this.#abort?.(new Error('given up: the run is over')))
  }

  wait(promise: PromiseLike<unknown>, recover = this.#recover): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#abort = reject
      promise.then(resolve, (error: unknown) => resolve(recover(error)))
    })
  }

  follow(generator: AnyGenerator): AnyGenerator {
    // An error becomes the generator's last value.
    const fail = (error: unknown): unknown => ({ done: false, value: this.#recover(error) })
    const waitForValue = (step: unknown): unknown => {
      const { done, value } = step as IteratorResult<unknown>
      return { done, value: isPromise(value) ? this.wait(value) : value }
    }
    const next = (value: unknown): unknown => {
      try {
        const step = generator.next(value)
        return isPromise(step) ? this.wait(step, fail).then(waitForValue) : waitForValue(step)
      } catch (error) {
        return fail(error)
      }
    }
    return { next, return: () => end(generator) }
  }
}

/** Errors in its last steps are dropped: the run that they belonged to is gone. */
function end(generator: AnyGenerator): void {
  void Promise.resolve()
    .then(() => generator.return())
    .catch(() => {})
}

export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'then' in value &&
    typeof value.then === 'function'
  )
}

// The same test as the reactive runtime's.
export function isGenerator(value: unknown): value is AnyGenerator {
  if (typeof value !== 'object' || value === null) return false
  return (
    'next' in value &&
    typeof value.next === 'function' &&
    'return' in value &&
    typeof value.return === 'function'
  )
}
