import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripTypeScriptTypes } from 'node:module'
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

test('the core functions give the same bits in the browser and in Node', async () => {
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

test('the packed package gives them too, as plain modules that the browser itself loads', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'accurate-softmax-'))
  execFileSync(process.execPath, ['scripts/pack.mjs', 'softmax', '--into', folder])
  const browser = await launchBrowser()
  const page = await browser.newPage()
  await page.route('http://package.test/**', (route) => {
    const { pathname } = new URL(route.request().url())
    const isModule = pathname.startsWith('/dist/')
    return route.fulfill(
      isModule
        ? {
            contentType: 'text/javascript',
            body: readFileSync(join(folder, 'staged/softmax', pathname), 'utf8'),
          }
        : files[pathname],
    )
  })
  await page.goto('http://package.test/')
  // As text: here, `import` would be turned into a call of the test runner's.
  const found = await page.evaluate(`Promise.all([
    import('/dist/index.js'),
    import('/fingerprint.js'),
    fetch('/table.json').then((response) => response.json()),
  ]).then(([math, { fingerprint }, table]) => fingerprint(math, table))`)
  expect(found).toBe(FINGERPRINT)
  await browser.close()
  rmSync(folder, { recursive: true })
})

/** What the page needs beside the package. */
const files: Record<string, { contentType: string; body: string }> = {
  '/': { contentType: 'text/html', body: '<!doctype html><title>package</title>' },
  '/fingerprint.js': {
    contentType: 'text/javascript',
    body: stripTypeScriptTypes(readFileSync('packages/softmax/test/fingerprint.ts', 'utf8')),
  },
  '/table.json': {
    contentType: 'application/json',
    body: readFileSync('packages/softmax/test/logsumexp-vectors.json', 'utf8'),
  },
}
