import { describe, expect, test } from 'vitest'
import { runSteps } from '../../scripts/run-steps.mjs'

/** What is run, and the last thing that is said, of three steps of which some fail. */
function runWith(failing: readonly string[]) {
  const ran: string[] = []
  const said: string[] = []
  const isRight = runSteps(
    [
      { title: 'lint', command: 'a' },
      { title: 'the site', command: 'b' },
      { title: 'a browser', command: 'c', needs: 'the site' },
    ],
    (command) => {
      ran.push(command)
      return !failing.includes(command)
    },
    (line) => said.push(line),
  )
  return { ran: ran.join(''), isRight, sum: said.at(-1)?.split('\n').slice(2) }
}

describe('the steps of npm test', () => {
  test('are all run behind one that fails, and summed up', () => {
    expect(runWith(['a'])).toEqual({
      ran: 'abc',
      isRight: false,
      sum: ['lint: wrong; `a` runs it alone', 'the site: right', 'a browser: right'],
    })
  })
  test('are left out where what they need has failed, and said to be', () => {
    expect(runWith(['b'])).toEqual({
      ran: 'ab',
      isRight: false,
      sum: [
        'lint: right',
        'the site: wrong; `b` runs it alone',
        'a browser: not run, since it needs “the site”',
      ],
    })
  })
  test('are right if each of them is', () => {
    expect(runWith([])).toMatchObject({ ran: 'abc', isRight: true })
  })
})
