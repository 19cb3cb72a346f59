/**
 * What a run came to, held to the run: a promise that has not ended, or a generator that has not yielded, when the run is
 * over is given up by failing. Without it, a promise that never ends would hold up every run after it.
 * @param recover makes a value of what is thrown on the way.
 * @param pace what is followed in a generator's place: it decides when there is a next value.
 */
export function holdTo(
  over: Promise<unknown>,
  value: unknown,
  recover: (error: unknown) => unknown,
  pace: (generator: AnyGenerator) => AnyGenerator = (it) => it,
): unknown {
  try {
    if (isPromise(value)) return new Held(over, recover).wait(value)
    return isGenerator(value) ? new Held(over, recover).follow(pace(value)) : value
  } catch (error) {
    return recover(error)
  }
}

export interface AnyGenerator {
  next(value: unknown): unknown
  return(): unknown
}

class Held {
  readonly #recover: (error: unknown) => unknown
  #giveUp: ((error: Error) => void) | undefined

  // One listener for all that is waited for: a generator may yield for ever.
  constructor(over: Promise<unknown>, recover: (error: unknown) => unknown) {
    this.#recover = recover
    void over.then(() => this.#giveUp?.(new Error('given up: the run is over')))
  }

  wait(promise: PromiseLike<unknown>, recover = this.#recover): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#giveUp = reject
      promise.then(resolve, (error: unknown) => resolve(recover(error)))
    })
  }

  follow(generator: AnyGenerator): AnyGenerator {
    // An error is the last thing that it yields.
    const fail = (error: unknown): unknown => ({ done: false, value: this.#recover(error) })
    const hold = (step: unknown): unknown => {
      const { done, value } = step as IteratorResult<unknown>
      return { done, value: isPromise(value) ? this.wait(value) : value }
    }
    const next = (value: unknown): unknown => {
      try {
        const step = generator.next(value)
        return isPromise(step) ? this.wait(step, fail).then(hold) : hold(step)
      } catch (error) {
        return fail(error)
      }
    }
    return { next, return: () => end(generator) }
  }
}

/** What goes wrong in its last steps is told to nobody: what it belonged to is gone. */
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

// As the reactive runtime tells them.
export function isGenerator(value: unknown): value is AnyGenerator {
  return (
    typeof value === 'object' &&
    value !== null &&
    'next' in value &&
    typeof value.next === 'function' &&
    'return' in value &&
    typeof value.return === 'function'
  )
}
