/** A process that checks files which were saved, tells its parent what is wrong, line by line, and ends. */
import { openCache } from '../hosts/cache/open-cache.ts'
import { checkFiles, type FilesToCheck } from './check-files.ts'

// Its parent has ended, or has been stopped.
process.once('disconnect', () => process.exit())
// A file was renamed or removed since it was saved: that, too, is a save, and what is left is checked then.
process.once('message', (given: FilesToCheck) => void check(given).catch(() => process.exit(1)))

async function check(given: FilesToCheck): Promise<void> {
  const lines = await checkFiles(given, openCache(given.options.root))
  process.send?.(lines, () => process.exit())
}
