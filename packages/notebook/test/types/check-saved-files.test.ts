import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import type { FilesToCheck } from '../../src/types/check-files.ts'
import { book } from '../../../../src/library/config.ts'

const script = fileURLToPath(new URL('../../src/types/check-saved-files.ts', import.meta.url))

test('a page that is gone by the time of its check is told nothing of', async () => {
  const child = fork(script, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  const { name, library, symbols, references } = book
  const options = { name, library, symbols, references, root: process.cwd() }
  child.send({ files: ['content/en/99-gone.mdx'], options } satisfies FilesToCheck)
  const [written, [status]] = await Promise.all([text(child.stderr!), once(child, 'exit')])
  expect([written, status]).toEqual(['', 1])
})
