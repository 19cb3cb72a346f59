import { expect, test } from 'vitest'
import { ChapterError } from '../../src/markdown/syntax/chapter-error.ts'
import { withPlainMessage } from '../../src/site/dev/plain-message.ts'

test('a mistake of a chapter is sent sign by sign, whatever was made of its message', () => {
  const error = new ChapterError(
    'content/en/01-a.mdx',
    { line: 3, column: 4 },
    { kind: 'plain', text: 'no link: <[a] (b)>; write **[a](b)**' },
  )
  const payload = { type: 'error', err: { ...error, message: 'as <a href="b">a</a>' } }
  expect(withPlainMessage<unknown>(payload)).toEqual({
    type: 'error',
    err: {
      ...error,
      message: 'content/en/01-a.mdx:3:4: no link: &lt;[a] (b)&gt;; write **[a](b)**',
    },
  })
})
test.each([
  [{ type: 'error', err: { message: 'another', reason: 'a reason' } }],
  [{ type: 'full-reload' }],
  ['notebook:saved'],
])('what is no mistake of a chapter is sent as it is: %j', (payload) => {
  expect(withPlainMessage<unknown>(payload)).toBe(payload)
})
