/** A process that checks one page which was saved, tells its parent what is wrong, line by line, and ends. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { openCache } from '../hosts/cache/open-cache.ts'
import { checkBook } from './check-book.ts'
import type { PageToCheck } from './check-saved.ts'

// Its parent has ended, or has been stopped.
process.once('disconnect', () => process.exit())
process.once('message', (page: PageToCheck) => void check(page))

async function check({ file, options }: PageToCheck): Promise<void> {
  const text = readFileSync(resolve(options.root, file), 'utf8')
  const { errors, warnings } = await checkBook(new Map([[file, text]]), {
    ...options,
    cache: openCache(options.root),
  })
  const lines = [...errors, ...warnings].map(({ message, isWarning, reason }) => {
    const [line] = message.split('\n')
    return isWarning ? line.replace(reason.split('\n')[0], (it) => `warning: ${it}`) : line
  })
  process.send?.(lines, () => process.exit())
}
