import { seededRandom } from './random.ts'

/** Milliseconds since 1970. The build passes a constant, so that two builds are the same bytes. */
export type Clock = () => number

/**
 * The names by which a cell could read the time or draw random numbers, bound to the kernel's clock
 * and to a seed; the kernel adds a console. Created for each run, so that a cell that runs twice gives
 * the same result twice; `performance.now()` counts from the beginning of the run.
 */
export function createCellScope(seed: string, clock: Clock): Record<string, unknown> {
  const random = seededRandom(seed)
  const began = clock()
  const performance = { now: () => clock() - began }
  return { Math: withRandom(random), Date: withClock(clock), performance, random }
}

export const cellScopeNames: readonly string[] = [
  'Math',
  'Date',
  'performance',
  'random',
  'console',
]

function withRandom(random: () => number): typeof Math {
  const descriptors = Object.getOwnPropertyDescriptors(Math)
  return Object.create(Object.prototype, {
    ...descriptors,
    random: { value: random, writable: true, configurable: true },
  }) as typeof Math
}

function withClock(clock: Clock): DateConstructor {
  return new Proxy(Date, {
    construct: (target, args, self) =>
      Reflect.construct(target, args.length ? args : [clock()], self) as object,
    apply: () => new Date(clock()).toString(),
    get: (target, key) => (key === 'now' ? clock : Reflect.get(target, key)),
  })
}
