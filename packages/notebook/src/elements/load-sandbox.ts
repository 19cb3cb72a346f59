import type { Sandboxed } from '../hosts/client/live-chapter.ts'

/** Loads what runs cells in the sandbox, and a page's program. */
export async function loadSandbox(page: string): Promise<Sandboxed> {
  void import('../hosts/client/parts.ts').then(
    ({ prefetchParts }) => prefetchParts(),
    () => {},
  )
  void import('../hosts/client/sanitize.ts')
  const [{ loadProgram }, { Session }, { openSandbox }] = await Promise.all([
    import('virtual:notebook-pages'),
    import('../hosts/client/session.ts'),
    import('../hosts/client/sandbox.ts'),
  ])
  return {
    program: await loadProgram(page),
    open: (options, onAccepted) =>
      new Session({
        ...options,
        open: (events) => openSandbox(events, onAccepted),
        timeLimit: readTimeLimit(),
      }),
  }
}

/** Milliseconds that a cell may hold up the worker, where the page's `<html data-time-limit="…">` says so. */
function readTimeLimit(): number | undefined {
  return Number(document.documentElement.dataset['timeLimit']) || undefined
}
