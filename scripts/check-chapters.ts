// Checks every page in the folders named, from its prose to the types of its cells: `node scripts/check-chapters.ts content`.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkBook } from '@cellgraph/notebook/check'
import { book } from '../src/library/config.ts'

const folders = process.argv
  .slice(2)
  .map((folder) => folder.replace(/[\\/]+$/, '').replaceAll('\\', '/'))
const pages = folders
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.mdx'))
      .map((path) => join(folder, path).replaceAll('\\', '/')),
  )
  .sort()

if (pages.length === 0)
  throw new Error(
    `no pages: ${folders.join(', ') || 'no folder named'}; name folders that hold .mdx files`,
  )

const sources = new Map(pages.map((path) => [path, readFileSync(path, 'utf8')]))
const { cells, values, formulas, errors } = await checkBook(sources, { ...book, folders })
for (const { message } of errors) console.error(message)
const verdict = errors.length === 0 ? 'right' : `${errors.length} wrong`
console.log(
  `Pages (${pages.length}) with cells (${cells}), values (${values}) and claims of formulas (${formulas}): ${verdict}`,
)
process.exitCode = errors.length > 0 ? 1 : 0
