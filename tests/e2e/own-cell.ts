import type { Page } from 'playwright-core'
import { runCode } from './fixture.ts'

/** Does what a cell's menu offers, by the keyboard: while outputs come in, the page may move under a pointer. */
export async function choose(page: Page, cell: string, item: string): Promise<void> {
  await page.locator(`#cell-${cell} > .code`).evaluate((it: HTMLDetailsElement) => (it.open = true))
  await page.locator(`#cell-${cell} > .code > .toolbar .more`).press('Enter')
  await page.getByRole('menuitem', { name: item }).press('Enter')
}

/** Adds a cell of the reader's own below another, which names itself `name`, and runs code in it if there is any. */
export async function addCell(
  page: Page,
  above: string,
  name: string,
  code?: string,
): Promise<void> {
  await choose(page, above, 'Add a cell below')
  // A new cell opens with its editor.
  await page.locator(`#cell-${name} .cm-content:focus`).waitFor()
  if (code !== undefined) await runCode(page, name, code)
}
