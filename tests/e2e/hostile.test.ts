import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { HostileOutputs } from './hostile-outputs.ts'
import { addCells, runAll, seeOutcomes } from './hostile-page.ts'
import { readersLimit, runCode, seeText, setRange, useFixture } from './fixture.ts'

const { open } = useFixture(readersLimit)
const count = Number(process.env.HOSTILE_OUTPUTS ?? 1000)
const seed = Number(process.env.HOSTILE_SEED ?? Math.floor(Math.random() * 2 ** 32))

/** The reader's own cells that show markup, all at the same time. */
const cells = Array.from({ length: 9 }, (_, i) => `hostile-${i}`)

/** What a page must never hold of a cell, and how much at most. */
interface Held {
  elements: number
  depth: number
  characters: number
  forbidden: string[]
  nested: number
}

/**
 * Runs a cell that is well. What the output before it left at work may end the worker, and on a busy machine the time limit
 * may: the page says so, and the next run has a new worker.
 */
async function runWell(page: Page, mark: string): Promise<void> {
  const run = async (): Promise<string> => {
    await runCode(page, 'sum', `'${mark}'`)
    const outcome = await page.waitForFunction((text) => {
      const cell = document.querySelector('#cell-sum')
      const state = cell?.getAttribute('state') ?? ''
      if (state !== '')
        return /^(?:failed|stopped)$/.test(state) && cell?.querySelector('.failure')?.textContent
      return cell?.querySelector('.drawn')?.textContent?.includes(text) && 'shown'
    }, mark)
    return (await outcome.jsonValue()) || ''
  }
  await expect.poll(run).toBe('shown')
}

function readHeld(page: Page, cells: readonly string[]): Promise<Held[]> {
  return page.evaluate((cells) => {
    const bad =
      'script, iframe, form, input, button, style, animate, animateTransform, set, marquee, progress, output, use, object, embed, nb-cell, nb-input, [aria-live], [role=alert], [onerror], [style*=fixed], [style*=animation], [src^="data:image/svg"], [href^="data:image/svg"], [href^="javascript:"]'
    const isGradient = (address: string): boolean => {
      const [, id = ''] = /url\(\s*["']?#([^"')]+)/.exec(address) ?? []
      return /^(?:linear|radial)Gradient$/.test(document.getElementById(id)?.localName ?? '')
    }
    return cells.map((cell) => {
      const drawn = document.querySelector(`#cell-${cell} .drawn`)
      const all = [...(drawn?.querySelectorAll('*') ?? [])]
      const depthOf = (it: Element): number => {
        let depth = 0
        for (let at: Element | null = it; at && at !== drawn; at = at.parentElement) depth++
        return depth
      }
      return {
        elements: all.length,
        depth: Math.max(0, ...all.map(depthOf)),
        characters: drawn?.textContent?.length ?? 0,
        forbidden: [...(drawn?.querySelectorAll(bad) ?? [])].map((it) => it.outerHTML.slice(0, 80)),
        nested: all.filter(
          (it) =>
            it.closest('mask, clipPath, pattern, marker, symbol') &&
            [...it.attributes].some(({ value }) => value.includes('url(') && !isGradient(value)),
        ).length,
      }
    })
  }, cells)
}

async function seeBounds(page: Page, about: (cell: string) => string): Promise<void> {
  const all = ['sum', ...cells]
  const held = await readHeld(page, all)
  for (const [i, cell] of all.entries()) {
    expect(held[i].elements, about(cell)).toBeLessThan(25_000)
    expect(held[i].depth, about(cell)).toBeLessThan(110)
    expect(held[i].characters, about(cell)).toBeLessThan(400_000)
    expect(held[i].forbidden, about(cell)).toEqual([])
    expect(held[i].nested, about(cell)).toBe(0)
  }
}

/** The page's own cells follow its inputs. */
async function seeItFollows(page: Page, round: number): Promise<void> {
  const [value, first] = round % 2 ? ['5', '0.400'] : ['4', '0.417']
  await setRange(page, 'input-T', value)
  await seeText(page, 'nb-value', first)
}

test(`the page bears ${count} hostile outputs and says what became of each (HOSTILE_SEED=${seed})`, async () => {
  const { page } = await open()
  await addCells(page, cells, 'sum')
  await page.evaluate(() => Object.assign(window, { untouched: true }))
  const outputs = new HostileOutputs(seed)
  // Markup in several cells at a time, which ends no worker; then a value in another one, which may.
  for (let round = 0; round * (cells.length + 1) < count; round++) {
    const mark = `after ${round}`
    const withMark = (code: string): string => `${code}\n'${mark}'`
    const codes = Object.fromEntries(cells.map((it) => [it, withMark(outputs.markup(it))]))
    codes['sum'] = withMark(outputs.value())
    const about = (cell: string): string =>
      `round ${round} of seed ${seed}, ${cell}: ${codes[cell].slice(0, 400)}`
    await runWell(page, `before ${round}`)
    const { sum, ...markup } = codes
    await runAll(page, markup)
    await seeOutcomes(page, cells, mark)
    await runCode(page, 'sum', sum)
    await seeOutcomes(page, ['sum'], mark)
    await seeBounds(page, about)
    await seeItFollows(page, round)
  }
  expect(await page.evaluate(() => 'untouched' in window && window.untouched)).toBe(true)
  await page.context().close()
})
