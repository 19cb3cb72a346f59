import { expect, test } from 'vitest'
import { useFixture } from './fixture.ts'

const { open } = useFixture()

test('a part is folded in the list of chapters unless one is reading in it, and opens without JavaScript', async () => {
  const { page } = await open({ javaScriptEnabled: false, viewport: { width: 1300, height: 900 } })
  const part = page.locator('.chapter-list details.book-part')
  expect(await part.count()).toBe(1)
  const link = part.getByRole('link', { name: 'Fixture of playback' })
  expect(await link.isVisible()).toBe(false)
  await part.getByText('Cells that move').click()
  expect(await link.locator('.chapter-number').textContent()).toBe('3')
  await link.click()
  await page.waitForURL(/\/playback\/$/)
  expect(await page.locator('.chapter-list [aria-current=page]').isVisible()).toBe(true)
})
test('the front page has the title of a part above its cards', async () => {
  const { page } = await open({}, '.')
  const titles = page.locator('.book-chapters :is(h3, .card-title a)')
  expect((await titles.allTextContents()).slice(-2)).toEqual([
    'Cells that move',
    'Fixture of playback',
  ])
})
