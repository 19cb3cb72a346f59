import { expect, test } from 'vitest'
import { readingTime } from '../../src/site/reading-time.ts'

const words = (count: number): string => 'word '.repeat(count)

test('a page takes a minute for two hundred words, and never none', () => {
  expect(readingTime(words(1000))).toBe(5)
  expect(readingTime('')).toBe(1)
})
test('from ten minutes on, a reading time is told in steps of five', () => {
  expect(readingTime(words(2600))).toBe(15)
  expect(readingTime(words(3600))).toBe(20)
})
test('code, formulas and tags take no time; figures and exercises do', () => {
  const code = `\`\`\`ts cell name=a\n${words(500)}\n\`\`\`\n`
  expect(readingTime(`${words(400)}\n${code}\n$$\n${words(90)}\n$$\n<Slider name="a b c" />`)).toBe(
    2,
  )
  const figure = '```ts cell name=b alt="Two bars"\nbars()\n```\n'
  expect(readingTime(words(400) + figure.repeat(4))).toBe(4)
  expect(readingTime(`${words(400)}\n\n${figure.repeat(4)}\n<Exercise name="e">`)).toBe(7)
})
test('Chinese has no blanks between words: its characters are counted', () => {
  expect(readingTime('概率之和为一。'.repeat(250))).toBe(5)
  expect(readingTime(`${'分'.repeat(600)} ${words(600)}`)).toBe(5)
})
