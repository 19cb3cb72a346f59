import { seededRandom } from './random.ts'

/** Milliseconds since 1970. The build passes a constant, so that two builds are the same bytes. */
export type Clock = () => number

/**
 * What a cell reads the time and draws random numbers by, bound to the kernel's clock and to a seed; the kernel adds
 * a console. Made for each run, so that a cell that runs twice gives the same result twice; `performance.now()` counts
 * from the beginning of the run.
 * @param names those that the cell uses: no others are made
 */
export function createCellScope<Name extends string>(
  names: readonly Name[],
  seed: string,
  clock: Clock,
): Pick<CellScope, Name & keyof CellScope> {
  const random = seededRandom(seed)
  const began = clock()
  const makers: { [Name in keyof CellScope]: () => CellScope[Name] } = {
    Math: () => withRandom(random),
    Date: () => withClock(clock),
    performance: () => ({ now: () => clock() - began }),
    random: () => random,
  }
  const made = names
    .filter((name) => Object.hasOwn(makers, name))
    .map((name) => [name, makers[name as keyof CellScope]()])
  return Object.fromEntries(made) as Pick<CellScope, Name & keyof CellScope>
}

interface CellScope {
  Math: typeof Math
  Date: DateConstructor
  performance: { now: () => number }
  random: () => number
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
