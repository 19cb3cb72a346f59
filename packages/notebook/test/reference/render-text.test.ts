import { expect, test } from 'vitest'
import { renderText } from '../../src/reference/render-text.ts'

test.each([
  [
    'Newton’s and rows’ by the keyboard',
    "Newton's step, the rows' sums",
    'Newton’s step, the rows’ sums',
  ],
  [
    'quotation marks',
    'says "solved" or `"stopped"`',
    'says “solved” or <code>&quot;stopped&quot;</code>',
  ],
  ['a prime is no apostrophe', "z'_i of f' and y'", "z'_i of f' and y'"],
  [
    'code, links and powers',
    '`a < b` at 2^-58, see [here](https://a.org)',
    '<code>a &lt; b</code> at 2<sup>−58</sup>, see <a href="https://a.org">here</a>',
  ],
])('%s', (_, text, html) => {
  expect(renderText(text)).toBe(html)
})
