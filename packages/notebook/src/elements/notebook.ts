/**
 * What the elements of a page share: its program, and its session, which is loaded at the reader's
 * first action.
 */
import type { CellUpdate, UpdateListener } from '../hosts/client/cell-update.ts'
import type { Session } from '../hosts/client/session.ts'
import type { Json } from '../kernel/json.ts'
import type { Program } from '../kernel/program.ts'
import { prefetchParts } from '../hosts/client/parts.ts'
import { drawnWidths, narrowBorder } from '../hosts/widths.ts'

/** A chapter's program, with the cells' sources as the author wrote them. */
export type PageProgram = Program & { sources: Record<string, string> }

type Listener = (update: CellUpdate) => void

const listeners = new Map<string, Set<Listener>>()
const openHooks: (() => void)[] = []
let program: PageProgram | undefined
let session: Promise<Session> | undefined

/** The chapter's program, as the build left it in the page. */
export function getProgram(): PageProgram {
  return (program ??= JSON.parse(
    document.getElementById('program')?.textContent ??
      '{"seed":"","inputs":[],"cells":[],"sources":{}}',
  ) as PageProgram)
}

/** Calls `listener` with all updates of a cell; the returned function ends that. */
export function listen(cell: string, listener: Listener): () => void {
  const ofCell = listeners.get(cell) ?? new Set()
  listeners.set(cell, ofCell.add(listener))
  return () => ofCell.delete(listener)
}

/**
 * Gives an input a value, in a session that is started if there is none yet. Rejects where that
 * cannot be loaded.
 */
export async function setValue(name: string, value: Json): Promise<void> {
  const session = await getSession()
  session.set(name, value)
}

/**
 * Prefetches what a run will need: called at the first sign that the reader is about to do
 * something.
 */
export function warmUp(): void {
  getSession().then(
    (it) => it.warmUp(),
    () => {},
  )
}

/** Calls `hook` when the live page begins to load. */
export function onOpen(hook: () => void): void {
  openHooks.push(hook)
}

export function getSession(): Promise<Session> {
  if (!session) {
    session = open()
    // If it cannot be loaded, the reader's next action tries again.
    session.catch(() => (session = undefined))
  }
  return session
}

async function open(): Promise<Session> {
  // All at once: on a slow connection, loading one after another would be felt.
  prefetchParts()
  void import('../hosts/client/sanitize.ts')
  for (const hook of openHooks) hook()
  const [{ Session }, { openSandbox }] = await Promise.all([
    import('../hosts/client/session.ts'),
    import('../hosts/client/sandbox.ts'),
  ])
  const onUpdate: UpdateListener = (cell, update) =>
    listeners.get(cell)?.forEach((listener) => listener(update))
  const opened = new Session({
    program: getProgram(),
    widths: currentWidths(),
    onUpdate,
    open: openSandbox,
    timeLimit: readTimeLimit(),
  })
  narrow.addEventListener('change', () => opened.resize(currentWidths()))
  return opened
}

/** Milliseconds that a cell may hold up the worker, where the page's `<html data-time-limit="…">` says so. */
function readTimeLimit(): number | undefined {
  return Number(document.documentElement.dataset['timeLimit']) || undefined
}

// The same breakpoint as in the styles, which show one of the two drawings made at build.
const narrow = matchMedia(`(width < ${narrowBorder})`)

function currentWidths(): (typeof drawnWidths)['roomy'] {
  return narrow.matches ? drawnWidths.narrow : drawnWidths.roomy
}
