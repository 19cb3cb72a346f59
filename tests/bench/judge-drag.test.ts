import { describe, expect, test } from 'vitest'
import { judgeDrag, toValues, type DragRecord } from '../../bench/measure/drag.ts'
import { summariseDrags } from '../../bench/report/summarise-rounds.ts'

/** Three events, 10 ms apart, and frames with what two figures showed in them; by itself the first is in view. */
const record = (
  paints: [at: number, first: string, second: string][],
  inView = [0],
): DragRecord => ({
  events: ['1.00', '2.00', '3.00'].map((state, n) => ({ state, at: 10 * n })),
  paints: paints.map(([at, ...states]) => ({ at, states, ring: '' })),
  inView,
  longTasks: [],
})

describe('judgeDrag', () => {
  test('times an event until the frame that shows it', () => {
    const drag = judgeDrag(
      record([
        [5, '1.00', ''],
        [16, '2.00', ''],
        [30, '3.00', '3.00'],
      ]),
    )
    expect(drag.latencies).toEqual([5, 6, 10])
    expect(drag.painted).toBe(3)
  })
  test('takes a newer state for an answer, and does not count what was left out', () => {
    const paints: Parameters<typeof record>[0] = [
      [25, '3.00', '2.00'],
      [40, '3.00', '3.00'],
    ]
    const [one, both] = [[0], [0, 1]].map((inView) => judgeDrag(record(paints, inView)))
    expect(one.latencies).toEqual([25, 15, 5])
    expect(both.latencies).toEqual([25, 15, 20])
    expect([one.painted, both.painted]).toEqual([1, 1])
  })
  test('is not taken in by a frame that came before its event, or by an older state', () => {
    const drag = judgeDrag(
      record([
        [15, '3.00', '3.00'],
        [30, '1.00', '1.00'],
      ]),
    )
    expect(drag.latencies[2]).toBe(Infinity)
  })
  test('never comes to an end for a figure that does not follow', () => {
    const drag = judgeDrag(record([[30, '3.00', '1.00']], [0, 1]))
    expect(drag.latencies).toEqual([30, Infinity, Infinity])
    expect(summariseDrags([drag])).toMatchObject({ median: null, p95: null })
  })
})

test('each event of a drag asks for a state of its own', () => {
  for (const count of [1, 2, 20, 60]) {
    const states = toValues(count).map((value) => value.toFixed(2))
    expect(new Set(states).size).toBe(count)
    // The slider goes from 0.2 to 5 in steps of 0.05.
    expect(toValues(count).filter((it) => it < 0.2 || it > 5)).toEqual([])
  }
})
