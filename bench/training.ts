/**
 * How long a reader waits for softmax regression on the digits, to a gradient of 1e-9, from a cell of the built site:
 * in the browser's worker, with the clock in the cell, and how many of the digits it has not seen it then knows.
 *
 *     npm run build && node bench/training.ts
 */
import { launchBrowser, openPage, writeCode } from '../tests/e2e/browser.ts'
import { serveSite } from '../tests/e2e/site.ts'

const rounds = 7
const code = (round: number): string => `const started = performance.now() // ${round}
const { model, gradientNorm, iterations } = trainSoftmaxRegression(digits.train)
const taken = performance.now() - started
const known = digits.test.inputs.filter((input, n) => argmax(regressionScores(model, input)) === digits.test.labels[n]).length
const report = \`round ${round}: \${taken} ms, \${iterations} steps, gradient \${gradientNorm.toExponential(1)}, \${known} of \${digits.test.labels.length} known\``

const site = await serveSite('dist')
const browser = await launchBrowser()
const { page } = await openPage(browser, `${site.url}reference/`)
for (let round = 1; round <= rounds; round++) {
  await (await writeCode(page, 'try-it', code(round))).press('Control+Enter')
  const output = page.locator('#cell-try-it .output', { hasText: `round ${round}:` })
  console.log((await output.innerText()).replace(/^report = |"/g, ''))
}
await browser.close()
await site.close()
