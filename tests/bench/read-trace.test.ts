import { describe, expect, test } from 'vitest'
import { toPart } from '../../bench/measure/read-parts.ts'
import { readTrace, type TraceEvent } from '../../bench/report/read-trace.ts'

const on = (tid: number, name: string, ts: number, more: Partial<TraceEvent> = {}): TraceEvent => ({
  name,
  ph: 'X',
  pid: 1,
  tid,
  ts,
  ...more,
})
const touch = [on(1, 'touch', 0, { ph: 'R' }), on(1, 'answered', 100_000, { ph: 'R' })]

describe('readTrace', () => {
  test('gives each event the time that those within it leave', () => {
    const { main, waiting } = readTrace(
      [
        ...touch,
        on(1, 'RunTask', 1000, { dur: 50_000 }),
        on(1, 'FunctionCall', 2000, { dur: 30_000 }),
        on(1, 'Layout', 10_000, { dur: 8000 }),
        on(1, 'Paint', 35_000, { dur: 4000 }),
      ],
      [],
    )
    expect(main).toEqual({ script: 38, 'style and layout': 8, paint: 4 })
    expect(waiting).toBe(50)
  })
  test('leaves out what lies between one answer and the next touch, of one task too', () => {
    const { main } = readTrace(
      [
        ...touch,
        on(1, 'FunctionCall', -5000, { dur: 7000 }),
        on(1, 'Paint', 99_000, { dur: 8000 }),
        on(1, 'Layout', 150_000, { dur: 8000 }),
      ],
      [],
    )
    expect(main).toEqual({ script: 2, paint: 1 })
  })
  test('tells workers from the page, and leaves other threads out', () => {
    const name = { ph: 'M', args: { name: 'DedicatedWorker thread' } }
    const { main, worker, waiting } = readTrace(
      [
        ...touch,
        on(1, 'RunTask', 0, { dur: 4000 }),
        on(2, 'thread_name', 0, name),
        on(2, 'FunctionCall', 1000, { dur: 9000 }),
        on(3, 'FunctionCall', 1000, { dur: 9000 }),
      ],
      [],
    )
    expect([main, worker]).toEqual([{ script: 4 }, { script: 9 }])
    // From 0 to 4 and from 1 to 10 of 100 ms.
    expect(waiting).toBe(90)
  })
  test('shares scripts out by the sources of their lines, and DOM functions to the document', () => {
    const part = toPart(
      'http://x/a.js',
      '// ../packages/notebook/src/kernel/a.ts\nfunction a() {}\n// ../node_modules/@observablehq/plot/p.js\nfunction p() {}',
    )
    const frame = (id: number, functionName: string, lineNumber?: number, parent?: number) => ({
      id,
      parent,
      callFrame: { functionName, url: lineNumber === undefined ? '' : part.url, lineNumber },
    })
    const nodes = [frame(1, 'a', 1), frame(2, 'p', 3, 1), frame(3, 'setAttribute', undefined, 2)]
    const data = {
      cpuProfile: { nodes, samples: [1, 2, 3, 3] },
      timeDeltas: [0, 1000, 2000, 1000, 0],
    }
    const { main } = readTrace(
      [
        ...touch,
        on(1, 'FunctionCall', 0, { dur: 8000 }),
        on(1, 'Profile', 0, { ph: 'P', id: '0x1' }),
        on(1, 'ProfileChunk', 5000, { ph: 'P', id: '0x1', args: { data } }),
      ],
      [part],
    )
    expect(main).toEqual({ kernel: 2, library: 4, document: 2 })
  })
})
