import { once } from 'node:events'
import { expect, test } from 'vitest'
import { answerStripping } from '../../../src/hosts/build/strip-types.ts'

async function ask(source: string): Promise<unknown> {
  const { port, answered } = answerStripping()
  const heard = once(port, 'message')
  port.postMessage(source)
  const [answer] = (await heard) as [unknown]
  port.close()
  expect(Atomics.load(answered, 0)).toBe(1)
  return answer
}

test('types become spaces, so that places in errors stay true', async () => {
  expect(await ask('const a: number = 1\nthrow a as Error')).toBe(
    'const a         = 1\nthrow a         ',
  )
})
test.each(['const = 1', 'enum Colour { Red }'])(
  '%s is left to Node, which says why',
  async (it) => {
    expect(await ask(it)).toBeUndefined()
  },
)
