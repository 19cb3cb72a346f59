import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const fence = /^```ts cell [^\n]*\n/gm
const display = /^\$\$[^\n]*\n[^]*?^\$\$/gm

/**
 * Makes a book of many chapters: this one's, and copies of them in which each cell and each displayed formula differs
 * from all others by what changes nothing, so that no result can be taken from another chapter's. What cells cost is
 * taken over, so nothing is measured that this book's own build would not measure.
 */
export function makeLargeBook(folder: string, count: number): void {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  cpSync('content', folder, { recursive: true })
  const pages = join(folder, 'en')
  const originals = readdirSync(pages).filter((it) => /^\d/.test(it))
  const costs = JSON.parse(readFileSync('content/costly-cells.json', 'utf8')) as Costs
  const known = Object.entries(costs).map(([page, cost]) => [page.replace('content', folder), cost])
  for (let n = originals.length + 1; n <= count; n++) {
    const original = originals[(n - 1) % originals.length]
    const name = original.replace(/^\d+-(.*)\.mdx$/, `${n}-$1-${n}.mdx`)
    writeFileSync(join(pages, name), vary(readFileSync(join(pages, original), 'utf8'), n))
    known.push([join(pages, name), costs[`content/en/${original}`]])
  }
  writeFileSync(join(folder, 'costly-cells.json'), JSON.stringify(Object.fromEntries(known)))
}

type Costs = Record<string, unknown>

function vary(text: string, n: number): string {
  return text
    .replace(/^title: .*$/m, (line) => `${line} (${n})`)
    .replace(fence, (line) => `${line}void ${n}\n`)
    .replace(display, (formula) => formula.replace(' = ', ` =${' '.repeat(n)}`))
}
