import { CellError } from '../../kernel/errors.ts'
import { BuildThread } from './build-thread.ts'
import { LibraryError } from './cell-results.ts'
import type { Limits } from './cell-watch.ts'
import type { Origin } from './find-origin.ts'
import { findStalledAwait } from './find-stalled-await.ts'
import type { ThreadData } from './thread-messages.ts'

/** A run that was given up, and how it is repeated. */
export interface EndlessRun {
  key: string
  data: ThreadData
  limits: Limits
}

/**
 * Places what does not end in the file of the library where it computes or waits, if it does so there: while the library
 * is loaded, or in a function that a cell has called. To find the place of an endless computation takes as long again.
 * @returns the error with that place, or as it is
 */
export async function locateEndless(error: unknown, run: EndlessRun): Promise<unknown> {
  if (!(error instanceof CellError) || error instanceof LibraryError) return error
  // What cannot be placed is told all the same.
  const origin = await findPlace(error, run).catch(() => undefined)
  return origin ? new LibraryError(error, origin) : error
}

async function findPlace({ cell, told }: CellError, run: EndlessRun): Promise<Origin | undefined> {
  const kind = typeof told === 'string' ? undefined : told.kind
  if (kind === 'tooMuchComputing') return hasLoop(cell, run) ? undefined : findBusy(run)
  const { numbersUrl, partUrls } = run.data
  return kind === 'neverEnds' && cell === ''
    ? findStalledAwait([numbersUrl, ...partUrls])
    : undefined
}

/** A loop of a cell's own is blamed first. */
function hasLoop(name: string, { data }: EndlessRun): boolean {
  const body = data.program.cells.find((it) => it.name === name)?.body ?? ''
  return /\b(?:for|while|do)\b/.test(body)
}

async function findBusy({ key, data, limits }: EndlessRun): Promise<Origin | undefined> {
  const thread = new BuildThread(key, { imports: {}, sources: {} })
  try {
    return await thread.findBusyPlace(data, limits)
  } finally {
    await thread.end()
  }
}
