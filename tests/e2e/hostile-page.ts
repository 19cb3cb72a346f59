import type { Page } from 'playwright-core'
import type { CellElement } from '../../packages/notebook/src/elements/cell.ts'

/** Puts the reader's own cells into the page, as of an earlier visit. */
export async function addCells(page: Page, cells: readonly string[], after: string): Promise<void> {
  await page.evaluate(
    ({ cells, after }) => {
      for (const cell of cells) {
        const edit = { source: '1', original: '', after, at: Date.now() }
        localStorage.setItem(`notebook-own:${location.pathname}#${cell}`, JSON.stringify(edit))
      }
    },
    { cells, after },
  )
  await page.reload()
  for (const cell of cells) await page.locator(`#cell-${cell}`).waitFor()
}

/** Runs code in several cells at once. */
export function runAll(page: Page, codes: Readonly<Record<string, string>>): Promise<void> {
  return page.evaluate(async (codes) => {
    for (const [name, source] of Object.entries(codes)) {
      const cell = document.querySelector<CellElement>(`#cell-${name}`)
      await cell?.take({ source, original: '' }, '')
      void cell?.run()
    }
  }, codes)
}

/** Waits until the page says what has become of each run: it shows all, or says why not. */
export async function seeOutcomes(
  page: Page,
  cells: readonly string[],
  mark: string,
): Promise<string[]> {
  const outcomes = await page.waitForFunction(
    ({ cells, mark }) => {
      const all = cells.map((name) => {
        const cell = document.querySelector(`#cell-${name}`)
        const drawn = cell?.querySelector('.drawn')?.textContent ?? ''
        const failure = cell?.querySelector('.failure')?.textContent ?? ''
        if (/^(?:failed|stopped)$/.test(cell?.getAttribute('state') ?? '')) return failure
        return drawn.includes(mark) || drawn.includes('… more') ? 'shown' : ''
      })
      return all.every((it) => it !== '') && all
    },
    { cells, mark },
  )
  return (await outcomes.jsonValue()) || []
}
