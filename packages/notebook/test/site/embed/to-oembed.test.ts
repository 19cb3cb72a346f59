import { expect, test } from 'vitest'
import { toOembed } from '../../../src/site/embed/to-oembed.ts'

test('the title of a cell is told as text, and stands escaped in the frame', () => {
  const answer = toOembed({
    address: 'https://example.org/embed/a/b/?x=1&y=2',
    title: 'Trees &amp; &#34;waves&#34;: b',
    book: 'One &#38; two',
    home: 'https://example.org/',
    height: 300,
  })
  expect(answer).toMatchObject({ title: 'Trees & "waves": b', provider_name: 'One & two' })
  expect(answer).toHaveProperty(
    'html',
    '<iframe src="https://example.org/embed/a/b/?x=1&amp;y=2" title="Trees &amp; &#34;waves&#34;: b" width="100%" height="300" loading="lazy" style="border:0"></iframe>',
  )
})
