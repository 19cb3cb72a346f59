import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { HostileOutputs } from './hostile-outputs.ts'
import { readersLimit, runCode, seeText, setRange, useFixture } from './fixture.ts'

const { open } = useFixture(readersLimit)
const count = Number(process.env.HOSTILE_OUTPUTS ?? 100)
const seed = Number(process.env.HOSTILE_SEED ?? Math.floor(Math.random() * 2 ** 32))

/** What a page must never hold of a cell, and how much at most. */
interface Held {
  elements: number
  depth: number
  characters: number
  forbidden: string[]
  nested: number
}

/** Waits until the page says what has become of a run: it shows all, or says why not. */
async function seeOutcome(page: Page, mark: string): Promise<string> {
  const outcome = await page.waitForFunction((text) => {
    const cell = document.querySelector('#cell-sum')
    const drawn = cell?.querySelector('.drawn')?.textContent ?? ''
    const failure = cell?.querySelector('.failure')?.textContent ?? ''
    if (/^(?:failed|stopped)$/.test(cell?.getAttribute('state') ?? '')) return failure || undefined
    return drawn.includes(text) || drawn.includes('… more') ? 'shown' : undefined
  }, mark)
  return (await outcome.jsonValue()) ?? ''
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

function readHeld(page: Page): Promise<Held> {
  return page.evaluate(() => {
    const drawn = document.querySelector('#cell-sum .drawn')
    const all = [...(drawn?.querySelectorAll('*') ?? [])]
    const depthOf = (it: Element): number => {
      let depth = 0
      for (let at: Element | null = it; at && at !== drawn; at = at.parentElement) depth++
      return depth
    }
    const bad =
      'script, iframe, form, input, button, style, animate, animateTransform, set, marquee, progress, output, use, object, embed, nb-cell, nb-input, [aria-live], [role=alert], [onerror], [style*=fixed], [style*=animation], [src^="data:image/svg"], [href^="data:image/svg"], [href^="javascript:"]'
    return {
      elements: all.length,
      depth: Math.max(0, ...all.map(depthOf)),
      characters: drawn?.textContent?.length ?? 0,
      forbidden: [...(drawn?.querySelectorAll(bad) ?? [])].map((it) => it.outerHTML.slice(0, 80)),
      nested: all.filter(
        (it) =>
          it.closest('mask, clipPath, pattern, marker, symbol') &&
          [...it.attributes].some(({ name, value }) => name !== 'fill' && value.includes('url(')),
      ).length,
    }
  })
}

test(`the page bears ${count} hostile outputs and says what became of each (HOSTILE_SEED=${seed})`, async () => {
  const { page } = await open()
  await page.evaluate(() => Object.assign(window, { untouched: true }))
  const outputs = new HostileOutputs(seed)
  for (let i = 0; i < count; i++) {
    const code = outputs.next()
    const about = `output ${i} of seed ${seed}: ${code.slice(0, 400)}`
    await runWell(page, `before ${i}`)
    await runCode(page, 'sum', `${code}\n'after ${i}'`)
    expect(await seeOutcome(page, `after ${i}`), about).not.toBe('')
    const held = await readHeld(page)
    expect(held.elements, about).toBeLessThan(25_000)
    expect(held.depth, about).toBeLessThan(110)
    expect(held.characters, about).toBeLessThan(400_000)
    expect(held.forbidden, about).toEqual([])
    expect(held.nested, about).toBe(0)
    // The page's own cells follow its inputs.
    const [value, first] = i % 2 ? ['5', '0.400'] : ['4', '0.417']
    await setRange(page, 'input-T', value)
    await seeText(page, 'nb-value', first)
  }
  expect(await page.evaluate(() => 'untouched' in window && window.untouched)).toBe(true)
  await page.context().close()
})
