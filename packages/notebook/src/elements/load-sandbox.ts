import type { CellUpdate } from '../hosts/client/cell-update.ts'
import type { Sandboxed } from '../hosts/client/live-chapter.ts'
import type { FieldsOf } from '../hosts/client/read-message.ts'
import { loadFailures } from '../strings/load-failures.ts'
import type { Message } from '../strings/message.ts'

/** Loads what runs cells in the sandbox, and a page's program. */
export async function loadSandbox(page: string): Promise<Sandboxed> {
  void import('../hosts/client/parts.ts').then(
    ({ prefetchParts }) => prefetchParts(),
    () => {},
  )
  void import('../hosts/client/sanitize.ts')
  const [{ loadProgram }, { Session }, { openSandbox }] = await Promise.all([
    import('virtual:notebook-programs'),
    import('../hosts/client/session.ts'),
    import('../hosts/client/sandbox.ts'),
  ])
  let teller: Teller | undefined
  return {
    program: await loadProgram(page),
    open: ({ onUpdate, ...options }, onAccepted) =>
      new Session({
        ...options,
        onUpdate: (cell, update) => onUpdate(cell, teller ? teller.tell(update) : untold(update)),
        open: async (events) => {
          const fieldsOf: FieldsOf = (kind) => teller?.fieldsOf(kind)
          const host = await openSandbox(events, { onAccepted, fieldsOf })
          // Behind the kernel, which is awaited: no request is sent, and none answered, before it is there.
          try {
            teller ??= await loadTeller()
          } catch (error) {
            host.end()
            throw error
          }
          return host
        },
        timeLimit: readTimeLimit(),
      }),
  }
}

/** What puts failures into the page's words. */
interface Teller {
  fieldsOf: FieldsOf
  tell: (update: CellUpdate<Message>) => CellUpdate
}

async function loadTeller(): Promise<Teller> {
  const [{ tellUpdate, toFieldsOf }, failures] = await Promise.all([
    import('./tell-update.ts'),
    loadFailures(document.documentElement.lang),
  ])
  return { fieldsOf: toFieldsOf(failures), tell: (update) => tellUpdate(update, failures) }
}

/** Before a worker is there, nothing has failed: the news are of its start alone, and have no message. */
const untold = (update: CellUpdate<Message>): CellUpdate => update as CellUpdate

/** Milliseconds that a cell may hold up the worker, where the page's `<html data-time-limit="…">` says so. */
function readTimeLimit(): number | undefined {
  return Number(document.documentElement.dataset['timeLimit']) || undefined
}
