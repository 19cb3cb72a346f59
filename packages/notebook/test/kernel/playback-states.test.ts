import { describe, expect, test } from 'vitest'
import type { AnyGenerator } from '../../src/kernel/hold.ts'
import { Playback, type Act } from '../../src/kernel/playback.ts'

/** A playback whose cell counts to `last`, run by hand: the test asks for values, as the runtime would. */
class Player {
  readonly told: string[] = []
  readonly playback: Playback
  #generator: AnyGenerator | undefined
  readonly #last: number

  constructor({ rest = 0, last = 9 }: { rest?: number; last?: number } = {}) {
    this.#last = last
    this.playback = new Playback({
      rest,
      still: false,
      clock: () => 0,
      breathe: () => Promise.resolve(),
      onState: ({ state, steps }) => void this.told.push(`${state} ${steps}`),
      onWork: () => {},
      rerun: () => this.told.push('runs again'),
    })
  }

  /** Runs the cell, and asks for the first value. */
  async run(): Promise<void> {
    const last = this.#last
    const counter = (function* () {
      for (let n = 0; n <= last; n++) yield n
    })()
    this.#generator = this.playback.follow(counter as AnyGenerator, {})
    await this.value()
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

describe('what is told when the reader presses a button', () => {
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
  ])('while the generator is %s', async (state, answers) => {
    for (const [act, told] of Object.entries(answers)) {
      const player = await states[state]()
      expect(player.act(act as Act), act).toEqual(told)
    }
  })
})

describe('whether the next value comes by itself', () => {
  test.each<[keyof typeof states, boolean]>([
    ['paused', false],
    ['stepping', true],
    ['starting', true],
    ['playing', true],
  ])('while the generator is %s: %s', async (state, isAdmitted) => {
    expect(await (await states[state]()).isAdmitted()).toBe(isAdmitted)
  })
  test('one press of step lets one value through, and one of pause takes it back', async () => {
    const stepped = await states.stepping()
    expect([await stepped.isAdmitted(), await stepped.isAdmitted()]).toEqual([true, false])
    const paused = await states.stepping()
    paused.act('pause')
    expect(await paused.isAdmitted()).toBe(false)
  })
  test('a value that waits comes when play is pressed, and not when pause is', async () => {
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
  ])('of a generator that is %s, by %s, leaves it %s', async (state, act, told) => {
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
  ])('finds a generator that is %s, and leaves it %s', async (state, told) => {
    const player = await states[state]()
    await player.run()
    expect(player.told.at(-1)).toBe(told)
  })
  test('drops what waited of the run before', async () => {
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

  test('is told where it was playing, and begins again where play was pressed and nothing moved', async () => {
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
  test('is told where a step finds no more values', async () => {
    const player = new Player({ rest: 9 })
    await player.run()
    player.act('step')
    expect(await toEnd(player)).toEqual(['ended 9'])
  })
  test('begins again once only where there is one value: it is then at its end', async () => {
    const player = new Player({ last: 0 })
    await player.run()
    player.act('play')
    expect(await toEnd(player)).toEqual(['runs again'])
    await player.run()
    expect(await toEnd(player)).toEqual(['ended 0'])
  })
})

describe('a run that makes no generator', () => {
  test('is told once', async () => {
    const player = await states.playing()
    player.told.length = 0
    player.playback.onNoGenerator()
    player.playback.onNoGenerator()
    expect(player.told).toEqual(['none 3'])
  })
  test('leaves the next generator paused at as many steps', async () => {
    const player = await states.playing()
    player.playback.onNoGenerator()
    await player.run()
    expect(player.told.at(-1)).toBe('paused 3')
  })
})
