import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'
import { expect, test } from 'vitest'
import { FINGERPRINT } from '../../packages/softmax/test/fingerprint.ts'
import { launchBrowser } from './browser.ts'

/** The maths module and its fingerprint as one script, minified as for readers. */
async function bundle(): Promise<string> {
  const path = (from: string): string =>
    JSON.stringify(fileURLToPath(new URL(from, import.meta.url)))
  const entry = `export * as math from ${path('../../packages/softmax/src/index.ts')}; export { fingerprint } from ${path('../../packages/softmax/test/fingerprint.ts')}`
  const build = await rolldown({
    input: 'entry',
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === 'entry' ? id : null),
        load: (id) => (id === 'entry' ? entry : null),
      },
    ],
  })
  const { output } = await build.generate({
    format: 'iife',
    name: 'bundle',
    minify: true,
    codeSplitting: false,
  })
  return output[0].code
}

test('the core functions give the same bits in the browser as in Node', async () => {
  const browser = await launchBrowser()
  const page = await browser.newPage()
  await page.addScriptTag({ content: await bundle() })
  const table = readFileSync('packages/softmax/test/logsumexp-vectors.json', 'utf8')
  const found = await page.evaluate((json) => {
    const { math, fingerprint } = (
      window as unknown as {
        bundle: { math: never; fingerprint: (math: never, table: never) => string }
      }
    ).bundle
    return fingerprint(math, JSON.parse(json) as never)
  }, table)
  expect(found).toBe(FINGERPRINT)
  await browser.close()
})
