import { spawn } from 'node:child_process'
import { ensureBrowser } from '../../scripts/find-browser.mjs'
import type { Lighthouse } from '../../src/making/speed.ts'

const folder = new URL('../reference/lighthouse/node_modules/', import.meta.url)
const cli = new URL('lighthouse/cli/index.js', folder)

interface Report {
  categories: Record<'performance' | 'accessibility' | 'best-practices' | 'seo', { score: number }>
  audits: { 'total-blocking-time': { numericValue: number } }
}

/** Lighthouse's scores of a page, as a phone sees it, in a browser of its own. */
export async function runLighthouse(url: string): Promise<Lighthouse> {
  const args = [url, '--quiet', '--output=json', '--output-path=stdout']
  const flags = '--chrome-flags=--headless=new --no-sandbox --disable-gpu'
  const output = await run([cli.pathname, ...args, flags])
  const { categories, audits } = JSON.parse(output) as Report
  const score = (name: keyof Report['categories']): number => 100 * categories[name].score
  return {
    performance: score('performance'),
    accessibility: score('accessibility'),
    bestPractices: score('best-practices'),
    seo: score('seo'),
    blocking: audits['total-blocking-time'].numericValue,
  }
}

/** Beside this process, whose server has to answer meanwhile. */
function run(args: string[]): Promise<string> {
  const env = { ...process.env, CHROME_PATH: ensureBrowser({ measured: true }) }
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const [out, err]: string[][] = [[], []]
  child.stdout.setEncoding('utf8').on('data', (text: string) => out.push(text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => err.push(text))
  return new Promise((done, fail) => {
    child.on('error', fail)
    child.on('close', (code) =>
      code === 0 ? done(out.join('')) : fail(new Error(`lighthouse: ${err.join('')}`)),
    )
  })
}
