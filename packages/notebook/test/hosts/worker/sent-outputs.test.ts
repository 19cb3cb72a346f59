import { describe, expect, test } from 'vitest'
import { SentOutputs } from '../../../src/hosts/worker/sent-outputs.ts'
import type { KernelEvent } from '../../../src/kernel/events.ts'
import type { Output } from '../../../src/kernel/output.ts'

const event = (run: number, ...outputs: Output[]): KernelEvent => ({
  type: 'output',
  cell: 'p',
  run,
  outputs,
})
const drawing = (html: string): Output => ({ type: 'svg', html })

/** How the second of two outputs of a cell is sent. */
function second(first: Output[], then: Output[]): string {
  const sent = new SentOutputs()
  sent.toReply(event(1, ...first))
  return sent.toReply(event(2, ...then)).type
}

test('an output is sent when it comes first and when it changes, and else is only told of', () => {
  const sent = new SentOutputs()
  const outputs = ['<svg/>', '<svg/>', '<svg></svg>', '<svg/>'].map(drawing)
  expect(outputs.map((it, run) => sent.toReply(event(run, it)))).toEqual([
    { type: 'event', event: event(0, outputs[0]) },
    { type: 'unchanged', cell: 'p', run: 1 },
    { type: 'event', event: event(2, outputs[2]) },
    { type: 'event', event: event(3, outputs[3]) },
  ])
})
test('each cell has its own', () => {
  const sent = new SentOutputs()
  sent.toReply(event(1, drawing('<svg/>')))
  const other: KernelEvent = { type: 'output', cell: 'q', run: 1, outputs: [drawing('<svg/>')] }
  expect(sent.toReply(other)).toEqual({ type: 'event', event: other })
})

describe('an output is another', () => {
  const table = (entry: string): Output => ({
    type: 'table',
    columns: ['a'],
    rows: [[entry]],
    more: 0,
  })
  const pairs: [what: string, one: Output[], other: Output[]][] = [
    ['text', [{ type: 'text', text: '1' }], [{ type: 'text', text: '2' }]],
    ['label', [{ type: 'text', text: '1', label: 'a' }], [{ type: 'text', text: '1', label: 'b' }]],
    ['level', [{ type: 'text', text: '1' }], [{ type: 'text', text: '1', level: 'warn' }]],
    ['kind', [drawing('<svg/>')], [{ type: 'html', html: '<svg/>' }]],
    ['table', [table('1')], [table('2')]],
    ['number', [drawing('<svg/>')], [drawing('<svg/>'), drawing('<svg/>')]],
  ]
  test.each(pairs)('by its %s', (_, one, other) => {
    expect(second(one, other)).toBe('event')
    expect(second(other, one)).toBe('event')
    expect(second(one, [...one])).toBe('unchanged')
  })
  test('where it can be opened, whatever its text: what is within may have changed', () => {
    const list: Output = { type: 'text', text: '[…]', opens: 0 }
    expect(second([list], [list])).toBe('event')
  })
})

test('an event of another kind is sent as it is', () => {
  const finished: KernelEvent = { type: 'finished', cell: 'p', run: 1 }
  expect(new SentOutputs().toReply(finished)).toEqual({ type: 'event', event: finished })
})
