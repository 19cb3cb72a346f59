import { expect, test } from 'vitest'
import { runAtOnce, runInSlices, type Steps } from '../../src/kernel/steps.ts'

test('long work rests as soon as it has taken a slice of time, and comes to the same', async () => {
  let time = 0
  const log: string[] = []
  function* work(): Steps<string> {
    for (let step = 1; step <= 6; step++) {
      log.push(`step ${step}`)
      time += 9
      yield
    }
    return 'done'
  }
  const rest = async (): Promise<void> => {
    log.push('rest')
    await Promise.resolve()
  }
  expect(await runInSlices(work(), () => time, rest)).toBe('done')
  expect(log.join(', ')).toBe('step 1, step 2, step 3, rest, step 4, step 5, step 6, rest')
  expect(runAtOnce(work())).toBe('done')
})
