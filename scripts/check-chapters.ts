// Checks the types of every page in the folders named: `node scripts/check-chapters.ts content`.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { TypeChecker } from '../packages/notebook/src/types/type-checker.ts'
import { book } from '../src/library/config.ts'

const pages = process.argv
  .slice(2)
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.mdx'))
      .map((path) => join(folder, path).replaceAll('\\', '/')),
  )
  .sort()

if (pages.length === 0)
  throw new Error(
    `no pages: ${process.argv.slice(2).join(', ') || 'no folder named'}; name folders that hold .mdx files`,
  )

const { cells, values, errors } = new TypeChecker(book).check(
  new Map(pages.map((path) => [path, readFileSync(path, 'utf8')])),
)
for (const { message } of errors) console.error(message)
console.log(
  `Types of all pages (${pages.length}), cells (${cells}) and values (${values}): ${errors.length === 0 ? 'right' : `${errors.length} wrong`}`,
)
process.exitCode = errors.length > 0 ? 1 : 0
