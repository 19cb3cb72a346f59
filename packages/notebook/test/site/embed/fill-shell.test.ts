import { expect, test } from 'vitest'
import { toFiller } from '../../../src/site/embed/fill-shell.ts'
import { tokens } from '../../../src/site/embed/paths.ts'

const shell = `<title>${tokens.title}</title><a href="${tokens.base}x">${tokens.title}</a>${tokens.content}`

test('a shell is filled wherever a token stands, and what it is filled with is left as it is', () => {
  const fill = toFiller(shell)
  const values = {
    [tokens.title]: '$& of $1',
    [tokens.base]: '/book/',
    [tokens.content]: tokens.title,
  }
  expect(fill(values).toString()).toBe(
    `<title>$& of $1</title><a href="/book/x">$& of $1</a>${tokens.title}`,
  )
})
test('a token that nothing is said of stays', () => {
  expect(toFiller(shell)({}).toString()).toBe(shell)
})
