import { describe, expect, test } from 'vitest'
import type { AnyGenerator } from '../../src/kernel/until-invalidated.ts'
import { Playback, type Act } from '../../src/kernel/playback.ts'

interface PlayerOptions {
  /** The steps at rest; `undefined` for a generator without buttons. */
  rest?: number | undefined
  /** Makes the generator of each run. Default: one that counts from 0 to `last`. */
  make?: () => AnyGenerator
  last?: number
}

/** A playback whose cell is run by hand: the test asks for values, as the runtime would. */
class Player {
  readonly told: string[] = []
  /** When the generator's code works, and when it has brought values. */
  readonly work: string[] = []
  /** How often the host was given time. */
  breaths = 0
  /** The time, which stands still unless a test moves it. */
  now = 1000
  readonly playback: Playback
  readonly #make: () => AnyGenerator
  #generator: AnyGenerator | undefined

  constructor(options: PlayerOptions = {}) {
    const { make, last = 9 } = options
    this.#make = make ?? (() => count(last))
    this.playback = new Playback({
      rest: 'rest' in options ? options.rest : 0,
      still: false,
      clock: () => this.now,
      breathe: async () => void this.breaths++,
      onState: ({ state, steps }) => void this.told.push(`${state} ${steps}`),
      onWork: (what) => void this.work.push(what),
      rerun: () => this.told.push('runs again'),
    })
  }

  /** Runs the cell, and asks for the first value. */
  run(): Promise<unknown> {
    this.#generator = this.playback.follow(this.#make(), {})
    return this.value()
  }

  /** Asks for the next value. */
  async value(): Promise<unknown> {
    return await this.#generator?.next(undefined)
  }

  /** Whether the next value comes without the reader. */
  async isAdmitted(): Promise<boolean> {
    return hasCome(this.value())
  }

  /** What is told when the reader asks for `act`. */
  act(act: Act): string[] {
    this.told.length = 0
    this.playback.act(act)
    return this.told
  }
}

/** A generator of 0, 1, … `last`. */
function* count(last: number): Generator<number> {
  for (let n = 0; n <= last; n++) yield n
}

/** Whether a value has come when all that can be done without the reader is done. */
async function hasCome(value: Promise<unknown>): Promise<boolean> {
  let come = false
  void value.then(() => (come = true))
  // One turn of the event loop, after all promises.
  await new Promise((resolve) => setImmediate(resolve))
  return come
}

/** Each state, and how a player comes to it: at step 3 of 9, but for the end. */
const states = {
  none: async () => {
    const player = await states.paused()
    player.playback.onNoGenerator()
    return player
  },
  paused: async () => {
    const player = new Player({ rest: 3 })
    await player.run()
    return player
  },
  stepping: async () => {
    const player = await states.paused()
    player.act('step')
    return player
  },
  starting: async () => {
    const player = await states.paused()
    player.act('play')
    return player
  },
  playing: async () => {
    const player = new Player({ rest: 2 })
    await player.run()
    player.act('play')
    await player.value()
    return player
  },
  ended: async () => {
    const player = new Player({ rest: 99 })
    await player.run()
    return player
  },
}

describe('the buttons of a generator', () => {
  test.each<[keyof typeof states, Record<Act, string[]>]>([
    ['none', { play: [], pause: [], step: [], restart: [] }],
    [
      'paused',
      { play: ['playing 3'], pause: ['paused 3'], step: ['paused 3'], restart: ['runs again'] },
    ],
    [
      'stepping',
      { play: ['playing 3'], pause: ['paused 3'], step: ['paused 3'], restart: ['runs again'] },
    ],
    [
      'starting',
      { play: ['playing 3'], pause: ['paused 3'], step: ['paused 3'], restart: ['runs again'] },
    ],
    [
      'playing',
      { play: ['playing 3'], pause: ['paused 3'], step: ['paused 3'], restart: ['runs again'] },
    ],
    [
      'ended',
      { play: ['runs again'], pause: ['ended 9'], step: ['ended 9'], restart: ['runs again'] },
    ],
  ])('every button reports the right state while the generator is %s', async (state, answers) => {
    for (const [act, told] of Object.entries(answers)) {
      const player = await states[state]()
      expect(player.act(act as Act), act).toEqual(told)
    }
  })
})

describe('the next value of a generator', () => {
  test.each<[keyof typeof states, boolean]>([
    ['paused', false],
    ['stepping', true],
    ['starting', true],
    ['playing', true],
  ])('the next value comes by itself while the generator is %s: %s', async (state, isAdmitted) => {
    expect(await (await states[state]()).isAdmitted()).toBe(isAdmitted)
  })
  test('Step lets one value through, and Pause takes that back', async () => {
    const stepped = await states.stepping()
    expect([await stepped.isAdmitted(), await stepped.isAdmitted()]).toEqual([true, false])
    const paused = await states.stepping()
    paused.act('pause')
    expect(await paused.isAdmitted()).toBe(false)
  })
  test('a waiting value comes when Play is pressed, and not when Pause is', async () => {
    const player = await states.paused()
    const value = player.value()
    player.act('pause')
    expect(await hasCome(value)).toBe(false)
    player.act('play')
    expect(await value).toEqual({ done: false, value: 4 })
  })
})

describe('a restart', () => {
  test.each<[keyof typeof states, Act, string]>([
    ['paused', 'restart', 'paused 0'],
    ['stepping', 'restart', 'paused 0'],
    ['starting', 'restart', 'playing 0'],
    ['playing', 'restart', 'playing 0'],
    ['ended', 'restart', 'paused 0'],
    ['ended', 'play', 'playing 0'],
  ])('from the state %s, %s leads to %s', async (state, act, told) => {
    const player = await states[state]()
    player.act(act)
    await player.run()
    expect(player.told.at(-1)).toBe(told)
  })
})

describe('a new run of the cell', () => {
  test.each<[keyof typeof states, string]>([
    ['none', 'paused 3'],
    ['paused', 'paused 3'],
    ['stepping', 'paused 3'],
    ['starting', 'playing 0'],
    ['playing', 'playing 0'],
    ['ended', 'ended 9'],
  ])('from the state %s, a new run leads to %s', async (state, told) => {
    const player = await states[state]()
    await player.run()
    expect(player.told.at(-1)).toBe(told)
  })
  test('a new run drops the pending value of the run before', async () => {
    const player = await states.paused()
    const value = player.value()
    await player.run()
    player.act('play')
    expect(await hasCome(value)).toBe(false)
  })
})

describe('the end of a generator', () => {
  const toEnd = async (player: Player): Promise<string[]> => {
    player.told.length = 0
    await player.value()
    return player.told
  }

  test('the end of a playing generator is reported, but Play at the last value restarts it', async () => {
    const playing = new Player({ rest: 8 })
    await playing.run()
    playing.act('play')
    await playing.value()
    expect(await toEnd(playing)).toEqual(['ended 9'])
    const starting = new Player({ rest: 9 })
    await starting.run()
    starting.act('play')
    expect(await toEnd(starting)).toEqual(['runs again'])
    await starting.run()
    expect(starting.told.at(-1)).toBe('playing 0')
  })
  test('the end is reported when a step finds no more values', async () => {
    const player = new Player({ rest: 9 })
    await player.run()
    player.act('step')
    expect(await toEnd(player)).toEqual(['ended 9'])
  })
  test('a generator with one value restarts only once, and is then at its end', async () => {
    const player = new Player({ last: 0 })
    await player.run()
    player.act('play')
    expect(await toEnd(player)).toEqual(['runs again'])
    await player.run()
    expect(await toEnd(player)).toEqual(['ended 0'])
  })
})

describe('a run without a generator', () => {
  test('a run without a generator is reported once', async () => {
    const player = await states.playing()
    player.told.length = 0
    player.playback.onNoGenerator()
    player.playback.onNoGenerator()
    expect(player.told).toEqual(['none 3'])
  })
  test('the generator after a run without one is paused at the same step', async () => {
    const player = await states.playing()
    player.playback.onNoGenerator()
    await player.run()
    expect(player.told.at(-1)).toBe('paused 3')
  })
})

test('a first value after Play does not count as progress, so a generator at its last value restarts', async () => {
  const player = new Player({ rest: 9 })
  player.act('play')
  await player.run()
  player.told.length = 0
  await player.value()
  expect(player.told).toEqual(['runs again'])
})

test('a generator without buttons starts playing at its first value in each run', async () => {
  const player = new Player({ rest: undefined })
  await player.run()
  for (let n = 0; n < 5; n++) await player.value()
  player.act('pause')
  expect(await player.isAdmitted()).toBe(false)
  expect(await player.run()).toEqual({ done: false, value: 0 })
  expect(await player.isAdmitted()).toBe(true)
})

describe('a superseded generator', () => {
  const late = async (supersede: (player: Player) => unknown): Promise<Player> => {
    const player = new Player({ rest: 0 })
    const before = player.playback.follow(count(9), {})
    before.next(undefined)
    await supersede(player)
    for (const list of [player.told, player.work]) list.length = 0
    player.playback.act('play')
    for (let n = 0; n < 20; n++) void before.next(undefined)
    return player
  }

  test('a superseded generator reports neither values nor work nor its end', async () => {
    const player = await late((it) => it.run())
    expect([player.told, player.work]).toEqual([['playing 0'], []])
  })
  test('a superseded generator reports nothing after a run without a generator', async () => {
    const player = await late((it) => it.playback.onNoGenerator())
    expect([player.told, player.work]).toEqual([[], []])
  })
  test('a late value reports nothing after a run without a generator', async () => {
    let bring = (_: IteratorResult<number>): void => {}
    const slow = {
      next: () => new Promise<IteratorResult<number>>((resolve) => (bring = resolve)),
      return: () => undefined,
    }
    const player = new Player({ make: () => slow })
    void player.run()
    player.playback.onNoGenerator()
    player.told.length = 0
    bring({ done: false, value: 7 })
    await new Promise((resolve) => setImmediate(resolve))
    expect(player.told).toEqual([])
  })
  test('a superseded generator stops on its way to its resting step', async () => {
    let asked = 0
    const endless = function* (): Generator<number> {
      while (true) yield asked++
    }
    const player = new Player({ rest: 1e6, make: () => endless() })
    void player.run()
    await Promise.resolve()
    void player.playback.follow(count(9), {})
    const before = asked
    await new Promise((resolve) => setImmediate(resolve))
    expect(asked - before).toBeLessThan(5)
  })
})

describe('a generator that fails', () => {
  const failing = (): AnyGenerator => ({
    next: () => {
      throw new Error('no')
    },
    return: () => undefined,
  })

  test.each([0, 5])(
    'a failing generator is at its end and yields no more values, with rest %s',
    async (rest) => {
      const player = new Player({ rest, make: failing })
      await expect(player.run()).rejects.toThrow('no')
      expect(await hasCome(player.value())).toBe(true)
      expect(await player.value()).toEqual({ done: true, value: undefined })
      expect(player.told).toEqual([`ended ${rest}`])
    },
  )
})

test('a generator is passed its last value with each request, on the way to its resting step too', async () => {
  const chain = function* (): Generator<string, void, string> {
    const first = yield 'a'
    const second = yield `${first}b`
    yield `${second}c`
  }
  const player = new Player({ rest: 2, make: () => chain() })
  expect(await player.run()).toEqual({ done: false, value: 'abc' })
})

test('a generator without values is reported as ended, and nothing else', async () => {
  const player = new Player({ rest: 3, last: -1 })
  expect(await player.run()).toMatchObject({ done: true })
  expect(player.told).toEqual(['ended 3'])
})

test('a generator that ended at its first value is at its end after a new run too', async () => {
  const player = new Player({ last: 0 })
  await player.run()
  player.act('step')
  await player.value()
  player.told.length = 0
  await player.run()
  expect(player.told).toEqual(['paused 0', 'ended 0'])
})

describe('the work of a generator', () => {
  test('work is reported once for each value, from the call until the value has come', async () => {
    let bring = (): void => {}
    const slow = async function* (): AsyncGenerator<number> {
      yield 0
      await new Promise<void>((resolve) => (bring = resolve))
      yield 1
    }
    const player = new Player({ make: () => slow() })
    await player.run()
    expect(player.work).toEqual(['stepping', 'stepped'])
    player.act('play')
    const value = player.value()
    expect(await hasCome(value)).toBe(false)
    expect(player.work).toEqual(['stepping', 'stepped', 'stepping'])
    bring()
    await value
    expect(player.work).toEqual(['stepping', 'stepped', 'stepping', 'stepped'])
  })
  test('work is reported once for the whole way to the resting step if that fits into a time slice', async () => {
    const player = new Player({ rest: 8 })
    await player.run()
    expect([player.work, player.breaths]).toEqual([['stepping', 'stepped'], 0])
  })
  test('work is not reported between two time slices on the way to the resting step', async () => {
    const player = new Player({ rest: 8, make: () => slowCount(() => (player.now += 20)) })
    await player.run()
    // The slice begins with the first value. Of the eight that follow, each of 20 ms, two fit into 30 ms.
    expect(player.breaths).toBe(3)
    expect(player.work).toEqual(Array.from({ length: 4 }, () => ['stepping', 'stepped']).flat())
  })
})

function slowCount(onValue: () => void): AnyGenerator {
  const values = (function* () {
    for (let n = 0; ; n++) {
      onValue()
      yield n
    }
  })()
  return values
}
