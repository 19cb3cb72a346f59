/** A process that checks files which were saved, tells its parent what is wrong, line by line, and ends. */
import { openCache } from '../hosts/cache/open-cache.ts'
import { checkFiles, type FilesToCheck } from './check-files.ts'

// Its parent has ended, or has been stopped.
process.once('disconnect', () => process.exit())
process.once('message', (given: FilesToCheck) => void check(given))

async function check(given: FilesToCheck): Promise<void> {
  const lines = await checkFiles(given, openCache(given.options.root))
  process.send?.(lines, () => process.exit())
}
