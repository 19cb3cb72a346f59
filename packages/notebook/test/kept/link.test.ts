import fc from 'fast-check'
import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { PageChanges } from '../../src/kept/changes.ts'
import { fromFragment, toFragment } from '../../src/kept/link.ts'
import { ChangesError } from '../../src/kept/read-changes.ts'

const changes: PageChanges = {
  v: 1,
  page: 'a/',
  edits: [{ cell: 'p', source: 'const p = "数字 😀"', of: 'x' }],
  own: [],
  inputs: [{ name: 'z', value: [1, -0.5] }],
}
const pack = (text: string | Buffer): string =>
  `#with=${deflateRawSync(text).toString('base64url')}`
const refusal = (fragment: string): Promise<string> =>
  fromFragment(fragment).then(
    () => 'opened',
    (error: unknown) => (error instanceof ChangesError ? error.refusal : `threw ${String(error)}`),
  )

describe('a link that holds changes', () => {
  test('what it holds is what was put into it, in any script', async () => {
    expect(await fromFragment(await toFragment(changes))).toEqual(changes)
  })
  test('any code survives, and the fragment has only letters that programs leave alone', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 2000 }), async (source) => {
        const own = [{ name: 'mine', after: '', source }]
        const fragment = await toFragment({ ...changes, own })
        expect(fragment).toMatch(/^#with=[\w-]+$/)
        expect((await fromFragment(fragment)).own).toEqual(own)
      }),
    )
  })
  test('another deflate unpacks it: the format is an open one', async () => {
    expect(await fromFragment(pack(JSON.stringify(changes)))).toEqual(changes)
  })
  test('an anchor may follow it', async () => {
    expect(await fromFragment(`${await toFragment(changes)}&eq-shift`)).toEqual(changes)
  })
  test.each(['.', ')', '),', '">', '…', '%20', '&amp;'])(
    'what stands behind it in a text is no part of it: %s',
    async (end) => {
      expect(await fromFragment((await toFragment(changes)) + end)).toEqual(changes)
    },
  )
  test('a fragment that is cut anywhere is damaged, and never opened in part', async () => {
    const whole = await toFragment(changes)
    for (let length = '#with='.length; length < whole.length; length += 3)
      expect(await refusal(whole.slice(0, length)), String(length)).toBe('damaged')
  })
  test.each([
    '#with=',
    '#with=!!',
    '#with=%F0',
    '#with=AAAA',
    pack('{'),
    pack('5'),
    pack(Buffer.from([0xff, 0xfe])),
  ])('what is no such link is damaged: %s', async (fragment) => {
    expect(await refusal(fragment)).toBe('damaged')
  })
  test('a small link that unpacks to 200 MB is given up while it unpacks', async () => {
    const bomb = pack(Buffer.alloc(200_000_000))
    expect(bomb.length).toBeLessThan(300_000)
    expect(await refusal(bomb)).toBe('tooLarge')
  })
  test('a link of a million characters and ten thousand cells is refused', async () => {
    expect(await refusal(`#with=${'A'.repeat(1_000_001)}`)).toBe('tooLarge')
    const own = Array.from({ length: 10_000 }, (_, i) => ({
      name: `c${i}`,
      after: '',
      source: '1',
    }))
    expect(await refusal(pack(JSON.stringify({ ...changes, own })))).toBe('tooMany')
  })
})
