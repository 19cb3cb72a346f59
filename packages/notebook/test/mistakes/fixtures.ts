import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readCases, tellAll, writeCases } from './tell.ts'

const folder = import.meta.dirname

/** The fixtures whose cells run, most of them to their end: they take as long as all others. */
export const ofCells = ['habits.txt', 'names.txt', 'others.txt', 'runs.txt']

export const fixtures = readdirSync(folder).filter((it) => it.endsWith('.txt'))

export const readFixture = (fixture: string): string => readFileSync(join(folder, fixture), 'utf8')

/** Tests that what is told of the mistakes in some fixtures is what they say. */
export function testFixtures(some: readonly string[]): void {
  describe.each(some)('%s', (fixture) => {
    test('each mistake is told as in the fixture', async () => {
      const cases = readCases(readFixture(fixture))
      const told = writeCases(cases, await tellAll(cases))
      await expect(told).toMatchFileSnapshot(join(folder, fixture))
    })
  })
}
