/** The page's notebook: what the elements share. It loads the live session at the first touch. */
import type { CellUpdate, UpdateListener } from '../hosts/client/news.ts'
import type { Session } from '../hosts/client/session.ts'
import type { Json } from '../kernel/json.ts'
import type { Program } from '../kernel/program.ts'
import { prefetchParts } from '../hosts/client/parts.ts'
import { drawnWidths } from '../hosts/widths.ts'

/** A chapter's program, with the cells' sources as the author wrote them. */
export type PageProgram = Program & { sources: Record<string, string> }

type Listener = (news: CellUpdate) => void

const listeners = new Map<string, Set<Listener>>()
let program: PageProgram | undefined
let session: Promise<Session> | undefined

/** The chapter's program, as the build left it in the page. */
export function getProgram(): PageProgram {
  return (program ??= JSON.parse(
    document.getElementById('program')?.textContent ?? '{"inputs":[],"cells":[],"sources":{}}',
  ) as PageProgram)
}

/** Calls `listener` with all news of a cell; the returned function ends it. */
export function listen(cell: string, listener: Listener): () => void {
  const those = listeners.get(cell) ?? new Set()
  listeners.set(cell, those.add(listener))
  return () => those.delete(listener)
}

/** Gives an input a value, and starts the live page if it is not live yet. Rejects where that cannot be loaded. */
export async function setValue(name: string, value: Json): Promise<void> {
  const session = await getSession()
  session.set(name, value)
}

/** Starts to load what a run will need: called at the first sign that the reader will touch something. */
export function warm(): void {
  getSession().then(
    (it) => it.warm(),
    () => {},
  )
}

export function getSession(): Promise<Session> {
  if (!session) {
    session = open()
    // What could not be loaded is tried again at the next touch.
    session.catch(() => (session = undefined))
  }
  return session
}

async function open(): Promise<Session> {
  // All at once: on a slow line each wait for the one before would be felt.
  prefetchParts()
  void import('../hosts/client/clean.ts')
  void import('./figure-marks.ts')
  const [{ Session }, { openSandbox }] = await Promise.all([
    import('../hosts/client/session.ts'),
    import('../hosts/client/sandbox.ts'),
  ])
  const onUpdate: UpdateListener = (cell, news) =>
    listeners.get(cell)?.forEach((listener) => listener(news))
  const opened = new Session({
    program: getProgram(),
    widths: currentWidths(),
    onUpdate,
    open: openSandbox,
  })
  narrow.addEventListener('change', () => opened.resize(currentWidths()))
  return opened
}

// The same border as in the styles, where the two drawings made at build change places.
const narrow = matchMedia('(width < 36rem)')

function currentWidths(): (typeof drawnWidths)['roomy'] {
  return narrow.matches ? drawnWidths.narrow : drawnWidths.roomy
}
