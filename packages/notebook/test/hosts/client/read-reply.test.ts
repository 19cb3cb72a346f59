import { describe, expect, test } from 'vitest'
import { readReply } from '../../../src/hosts/client/read-reply.ts'
import { inspect } from '../../../src/kernel/inspect.ts'
import { cutText, outputLimits } from '../../../src/kernel/limits.ts'
import type { Output } from '../../../src/kernel/output.ts'

/** What a page takes from a worker that says a cell has these outputs. */
function read(outputs: unknown): Output[] {
  const reply = readReply({ type: 'event', event: { type: 'output', cell: 'p', run: 1, outputs } })
  return reply?.type === 'event' && reply.event.type === 'output' ? reply.event.outputs : []
}
const textOf = (output: Output | undefined): string => (output?.type === 'text' ? output.text : '')

describe('readReply', () => {
  const honest = [
    { type: 'hello' },
    { type: 'pong', id: 0.5 },
    { type: 'need', part: 'compile' },
    { type: 'broken', message: 'oh' },
    { type: 'event', event: { type: 'settled', run: 2 } },
    { type: 'unchanged', cell: 'p', run: 2 },
    { type: 'event', event: { type: 'finished', cell: 'p', run: 2, took: 1.5 } },
    { type: 'event', event: { type: 'finished', cell: 'p', run: 2 } },
    { type: 'event', event: { type: 'started', cell: 'p', run: 2 } },
    { type: 'event', event: { type: 'playback', cell: 'p', run: 2, state: 'paused', steps: 200 } },
    { type: 'event', event: { type: 'playback', cell: 'p', run: 2, state: 'none', steps: 0 } },
    { type: 'event', event: { type: 'stepping', cell: 'p', run: 2 } },
    { type: 'event', event: { type: 'stepped', cell: 'p', run: 2 } },
    {
      type: 'event',
      event: {
        type: 'failure',
        cell: 'p',
        run: 2,
        failure: { message: 'oh', line: 1, column: 2, upstream: 'q' },
      },
    },
    {
      type: 'event',
      event: {
        type: 'output',
        cell: 'p',
        run: 2,
        outputs: [inspect(1, 'p', 'p'), inspect([{ a: 1 }, { b: 'x' }], 'p')],
      },
    },
    { type: 'refused', run: 2, cell: 'p', failure: { message: 'oh' } },
    {
      type: 'accepted',
      run: 2,
      cell: {
        name: 'p',
        kind: 'cell',
        layout: 'column',
        inputs: ['z'],
        outputs: ['p'],
        shows: { kind: 'value' },
        async: false,
        body: '1',
      },
    },
  ]
  test.each(honest)('a valid reply of type $type passes unchanged', (reply) => {
    expect(readReply(structuredClone(reply))).toEqual(reply)
  })
  const nonsense = [
    null,
    7,
    'pong',
    [],
    {},
    { type: 'nonsense' },
    { type: 'pong', id: '1' },
    { type: 'unchanged', cell: 'p' },
    { type: 'unchanged', run: 1 },
    { type: 'need', part: {} },
    { type: 'event' },
    { type: 'event', event: 7 },
    { type: 'event', event: { type: 'started', cell: {}, run: 1 } },
    { type: 'event', event: { type: 'started', cell: 'p', run: '1' } },
    { type: 'event', event: { type: 'playback', cell: 'p', run: 1, state: 'flying', steps: 1 } },
    { type: 'event', event: { type: 'playback', cell: 'p', run: 1, state: 'paused', steps: 0.5 } },
    {
      type: 'event',
      event: { type: 'playback', cell: 'p', run: 1, state: 'paused', steps: '<b>' },
    },
    { type: 'event', event: { type: 'playback', cell: 'p', run: 1, state: 'paused', steps: -1 } },
    { type: 'accepted', run: 1, cell: { name: 'p', body: '', inputs: [{}], outputs: [] } },
    { type: 'refused', run: 1, cell: ['p'] },
  ]
  test.each(nonsense.map((it) => [JSON.stringify(it), it]))(
    'an invalid reply is ignored: %s',
    (_, data) => {
      expect(readReply(data)).toBeUndefined()
    },
  )
})

describe('the outputs of a reply', () => {
  test('malformed outputs are dropped, and malformed parts of a table are left empty', () => {
    expect(read(7)).toEqual([])
    expect(
      read([
        7,
        null,
        { type: 'nonsense' },
        { type: 'text', text: { toString: 1 } },
        { type: 'svg' },
        { type: 'table', columns: 3, rows: [] },
        { type: 'text', text: 'x', label: {} },
      ]),
    ).toEqual([{ type: 'text', text: 'x' }])
    expect(
      read([{ type: 'table', columns: ['a', {}], rows: [['1', '2', '3'], 7, [{}]], more: 'x' }]),
    ).toEqual([
      {
        type: 'table',
        columns: ['a', ''],
        rows: [
          ['1', '2'],
          ['', ''],
          ['', ''],
        ],
        more: 0,
      },
    ])
  })
  test('outputs that are too long are truncated with a note', () => {
    const [text] = read([{ type: 'text', text: 'x'.repeat(30_000_000), label: 'y'.repeat(1e6) }])
    expect(textOf(text).length).toBeLessThan(outputLimits.text + 50)
    expect(textOf(text)).toContain('… 29,980,000 more characters')
    expect(text?.label?.length).toBeLessThan(outputLimits.tableCell + 50)
    expect(read([{ type: 'svg', html: '<p>'.repeat(1e6) }]).map(textOf)).toEqual([
      'too much markup to show: 3,000,000 characters, of at most 2,000,000',
    ])
  })
  test('outputs that the kernel has truncated are not truncated again', () => {
    const text = cutText('x'.repeat(1e6), outputLimits.text)
    const entry = cutText('y'.repeat(1e6), outputLimits.tableCell)
    const outputs: Output[] = [
      { type: 'text', text },
      { type: 'table', columns: ['k'], rows: [[entry]], more: 0 },
    ]
    expect(read(structuredClone(outputs)).map((it) => JSON.stringify(it).length)).toEqual(
      outputs.map((it) => JSON.stringify(it).length),
    )
  })
  test('a table is limited in rows, columns and characters', () => {
    const [table] = read([
      {
        type: 'table',
        columns: Array(2e5).fill('k'),
        rows: Array(1000).fill(Array(2e5).fill('x'.repeat(5000))),
        more: 0,
      },
    ])
    if (table?.type !== 'table') throw new Error('not a table')
    expect([table.columns.length, table.rows.length, table.rows[0].length]).toEqual([
      outputLimits.columns + 1,
      outputLimits.rows,
      outputLimits.columns + 1,
    ])
    expect(table.rows[0][0].length).toBeLessThan(outputLimits.tableCell + 50)
  })
  test('marks upon one letter are limited, which a browser takes the square of their number to set', () => {
    const [text, table] = read([
      { type: 'text', text: `ab${'\u0301'.repeat(19_000)}` },
      { type: 'table', columns: ['a'], rows: [[`c${'\u0301'.repeat(900)}`]], more: 0 },
    ])
    expect(textOf(text)).toBe('ab… 19,000 more characters')
    expect(table).toMatchObject({ rows: [['c… 900 more characters']] })
    const accented = `${'e\u0301\u0323 '.repeat(4000)}`
    expect(read([{ type: 'text', text: accented }])).toEqual([{ type: 'text', text: accented }])
  })
  test('words from right to left between others are limited, and such a text is not', () => {
    const plain = '\u05e9\u05dc\u05d5\u05dd, 12 '.repeat(2000)
    expect(read([{ type: 'text', text: plain }])).toEqual([{ type: 'text', text: plain }])
    const mixed = 'a\u05d0'.repeat(900)
    const text = { type: 'text', text: mixed }
    expect(read([text, text, text])).toEqual([
      text,
      text,
      { type: 'text', text: '… more than can be shown' },
    ])
  })
  test('the outputs of one reply are limited in number and in total size', () => {
    expect(read(Array(1e5).fill({ type: 'text', text: 'x' })).length).toBeLessThanOrEqual(
      2 * outputLimits.displays + 1,
    )
    const tables = read(
      Array(200).fill({
        type: 'table',
        columns: Array(50).fill('k'),
        rows: Array(50).fill(Array(50).fill('')),
        more: 0,
      }),
    )
    expect(tables.length * 50 * 50).toBeLessThan(2 * outputLimits.elements)
    expect(textOf(tables.at(-1))).toBe('… more than can be shown')
    expect(
      read(Array(200).fill({ type: 'html', html: ' '.repeat(outputLimits.markup) })).length,
    ).toBe(4)
  })
})

test('what stands within a value is read as texts, at most a hundred', () => {
  const entries = Array.from({ length: 500 }, () => ({
    key: 1,
    text: 'x'.repeat(1e6),
    opens: 'yes',
  }))
  const reply = readReply({ type: 'branch', id: 7, branch: { entries, more: -1 } })
  expect(reply).toMatchObject({ type: 'branch', id: 7, branch: { more: 0 } })
  const read = reply?.type === 'branch' ? (reply.branch?.entries ?? []) : []
  expect(read).toHaveLength(100)
  expect(read[0]).toMatchObject({ key: '', opens: false })
  expect(read[0].text.length).toBeLessThan(2_100)
  const lines = Array.from({ length: 500 }, (_, i) => (i === 0 ? 1 : 'x'.repeat(1e6)))
  const csv = readReply({ type: 'branch', id: 7, branch: { entries: [], lines, more: 0 } })
  const readLines = csv?.type === 'branch' ? (csv.branch?.lines ?? []) : []
  expect(readLines.map((it) => it.length)).toEqual([0, ...Array<number>(99).fill(20_000)])
  expect(readReply({ type: 'branch', id: 7 })).toEqual({ type: 'branch', id: 7 })
  expect(readReply({ type: 'branch' })).toBeUndefined()
})

test('a forged failure has a line and a column that there can be, and a name that fits in a line', () => {
  for (const [line, column] of [
    [NaN, -1],
    [0.5, Infinity],
    [2 ** 60, '1'],
  ]) {
    const failure = { message: 'oh', line, column, upstream: 'x'.repeat(1e6) }
    const reply = readReply({ type: 'refused', run: 1, cell: 'p', failure })
    expect(reply).toEqual({
      type: 'refused',
      run: 1,
      cell: 'p',
      failure: { message: 'oh', upstream: cutText('x'.repeat(1e6), 100) },
    })
  }
})
test('a forged table says of no more rows than can be counted', () => {
  for (const more of [NaN, Infinity, -1, 0.5, 1e300])
    expect(read([{ type: 'table', columns: ['a'], rows: [['1']], more }])).toEqual([
      { type: 'table', columns: ['a'], rows: [['1']], more: 0 },
    ])
})
