/**
 * How long a page does not answer while cells show what no page should have to bear: the thousand outputs of `hostile.test.ts`, ten
 * at a time, in a chapter of the built book. A timer in the page is due every ten milliseconds; what it comes late by is how long
 * nothing else could have come either. The peer is the same page while ten cells show a short text.
 *
 *     npm run bench -- hostile      (HOSTILE_SEED=1 for other outputs, HOSTILE_OUTPUTS=200 for fewer)
 */
import type { Page } from 'playwright-core'
import { launchBrowser, openPage } from '../../tests/e2e/browser.ts'
import { HostileOutputs } from '../../tests/e2e/hostile-outputs.ts'
import { addCells, runAll, seeOutcomes } from '../../tests/e2e/hostile-page.ts'
import { serveSite } from '../../tests/e2e/site.ts'
import { quantile } from '../report/statistics.ts'

const seed = Number(process.env.HOSTILE_SEED ?? 1)
const count = Number(process.env.HOSTILE_OUTPUTS ?? 1000)
const cells = Array.from({ length: 10 }, (_, i) => `hostile-${i}`)
const chapter = 'from-scores-to-probabilities/'

type Codes = Readonly<Record<string, string>>

const site = await serveSite('dist')
const browser = await launchBrowser({ measured: true })
const { page } = await openPage(browser, site.url + chapter)
await addCells(page, cells, 'hero')
await page.evaluate(watchTimer)
const outputs = new HostileOutputs(seed)
console.log(`seed ${seed}, ten outputs at a time`)
const well = await runRounds(page, () => Object.fromEntries(cells.map((it) => [it, '1'])))
row('a short text', well)
const hostile = await runRounds(page, () =>
  Object.fromEntries(cells.map((it, i) => [it, i ? outputs.markup(it) : outputs.value()])),
)
row('hostile outputs', hostile)
const worst = hostile.toSorted((a, b) => b.late - a.late).slice(0, 3)
for (const { late, codes } of worst.filter((it) => it.late > 100)) {
  console.log(`\n${late.toFixed(0)} ms:`)
  for (const [name, code] of Object.entries(codes)) console.log(`${name}: ${code.slice(0, 160)}`)
}
await browser.close()
await site.close()

/** The longest time in each round that the page did not answer. */
async function runRounds(page: Page, next: () => Codes): Promise<{ late: number; codes: Codes }[]> {
  const rounds: { late: number; codes: Codes }[] = []
  for (let round = 0; round * cells.length < count; round++) {
    const mark = `after ${round}`
    const codes = next()
    const marked = Object.entries(codes).map(([name, code]) => [name, `${code}\n'${mark}'`])
    await page.evaluate(() => (window.latest = 0))
    // Markup first, which ends no worker, then the value, which may.
    for (const some of [marked.slice(1), marked.slice(0, 1)]) {
      await runAll(page, Object.fromEntries(some) as Codes)
      await seeOutcomes(
        page,
        some.map(([name]) => name),
        mark,
      )
    }
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))))
    rounds.push({ late: await page.evaluate(() => window.latest), codes })
  }
  return rounds
}

/** Runs in the page: a timer whose longest delay is kept. */
function watchTimer(): void {
  let due = performance.now() + 10
  window.latest = 0
  setInterval(() => {
    window.latest = Math.max(window.latest, performance.now() - due)
    due = performance.now() + 10
  }, 10)
}

function row(name: string, rounds: readonly { late: number }[]): void {
  const times = rounds.map(({ late }) => late)
  const [median, high, most] = [0.5, 0.95, 1].map((q) => quantile(times, q).toFixed(0))
  const over = times.filter((it) => it > 100).length
  console.log(
    `${name.padEnd(16)} longest wait of a round: median ${median} ms, 95 % ${high}, most ${most}; over 100 ms: ${over} of ${times.length}`,
  )
}

declare global {
  interface Window {
    /** The longest time by which the timer was late. */
    latest: number
  }
}
