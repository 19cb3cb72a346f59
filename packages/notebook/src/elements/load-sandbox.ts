import type { Sandboxed } from '../hosts/client/live-chapter.ts'
import { loadFailures } from '../strings/load-failures.ts'

/** Loads what runs cells in the sandbox, and a page's program. */
export async function loadSandbox(page: string): Promise<Sandboxed> {
  void import('../hosts/client/parts.ts').then(
    ({ prefetchParts }) => prefetchParts(),
    () => {},
  )
  void import('../hosts/client/sanitize.ts')
  const [{ loadProgram }, { Session }, { openSandbox }, { tellUpdate, toFieldsOf }, failures] =
    await Promise.all([
      import('virtual:notebook-pages'),
      import('../hosts/client/session.ts'),
      import('../hosts/client/sandbox.ts'),
      import('./tell-update.ts'),
      loadFailures(document.documentElement.lang),
    ])
  const fieldsOf = toFieldsOf(failures)
  return {
    program: await loadProgram(page),
    open: ({ onUpdate, ...options }, onAccepted) =>
      new Session({
        ...options,
        onUpdate: (cell, update) => onUpdate(cell, tellUpdate(update, failures)),
        open: (events) => openSandbox(events, { onAccepted, fieldsOf }),
        timeLimit: readTimeLimit(),
      }),
  }
}

/** Milliseconds that a cell may hold up the worker, where the page's `<html data-time-limit="…">` says so. */
function readTimeLimit(): number | undefined {
  return Number(document.documentElement.dataset['timeLimit']) || undefined
}
