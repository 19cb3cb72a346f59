import { expect, test } from 'vitest'
import { plainErrors, plainLog } from '../../src/site/plain-log.ts'

/** What is written where the logger is given some messages. */
function writtenOf(messages: readonly string[], level = 'info'): string[] {
  const written: string[] = []
  const destination = { write: (event: { message: string }) => written.push(event.message) }
  const options = { level, destination }
  plainLog(options)
  for (const message of messages) options.destination.write({ level: 'error', message } as never)
  return written
}

const told =
  'content/en/01-a.mdx:3:4: no value: a; write one\n| \\sum a\ncontent/en/01-a.mdx:9:1: more'
const thrown = `MDXError: ${told}\n    at handler (file:///book/node_modules/mdx.js:64:17)\n    at async b`
const answered = `${told}\n  \u001b[1mStack trace:\u001b[22m\n    at /book/a.mdx:3:4\n    [...] See full stack trace in the browser`

test('a mistake of a page is told once, without a stack, and again when it is found again', () => {
  expect(writtenOf([thrown, answered])).toEqual([told])
  expect(writtenOf([thrown, answered, 'saved', thrown, answered])).toEqual([told, 'saved', told])
})
test('so is one of a file that the page uses', () => {
  const message = 'src/figures/a.ts:1:2: ReferenceError: b is not defined'
  expect(writtenOf([`Error: ${message}\n    at c`])).toEqual([message])
})
test('a mistake is told again when it is found again, though the author wants to hear of nothing in between', () => {
  expect(writtenOf([thrown, answered, thrown, answered], 'error')).toEqual([told, told])
  expect(writtenOf([thrown, answered, answered], 'error')).toEqual([told])
})
test('so is what ends a build, to which Astro adds where it was thrown', () => {
  const written: unknown[][] = []
  const console = { error: (...values: unknown[]) => void written.push(values) }
  plainErrors(console)
  const failed = `${told}\n  Location:\n    /book/content/en/01-a.mdx:3:4\n  Stack trace:\n    at a`
  for (const values of [[failed], ['port taken\n    at b', 1]]) console.error(...values)
  expect(written).toEqual([[told], ['port taken\n    at b', 1]])
})
test('there may be blanks in the path of a page, and not before it', () => {
  const message = 'content/en/01 my page.mdx:3:4: no value: a'
  expect(writtenOf([`MDXError: ${message}\n    at b`])).toEqual([message])
  const sentence = 'Error: cannot read content/en/01-a.mdx:3:4: a\n    at b'
  expect(writtenOf([sentence])).toEqual([sentence])
})
test('a destination of a class keeps its methods', () => {
  class Lines {
    readonly #lines: string[] = []
    write({ message }: { message: string }): void {
      this.#lines.push(message)
    }
    flush(): string[] {
      return this.#lines.splice(0)
    }
  }
  const options = { level: 'info', destination: new Lines() }
  plainLog(options)
  options.destination.write({ message: 'saved' })
  expect(options.destination.flush()).toEqual(['saved'])
})
test.each([
  'TypeError: x is no function\n    at a (file:///book/a.js:1:2)',
  '/book/src/a.ts:1:2: ERROR: x\n    at a',
  'file:///book/a.js:1:2: x\n    at a',
])('what is no mistake of a page keeps its stack: %j', (message) => {
  expect(writtenOf([message, message])).toEqual([message, message])
})
test('all is told where the author wants to see it', () => {
  expect(writtenOf([thrown, answered], 'debug')).toEqual([thrown, answered])
})
