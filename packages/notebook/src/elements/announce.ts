/**
 * Announcements for screen readers: see announcer.ts, which is loaded when the reader first does
 * something.
 */
type Announcer = typeof import('./announcer.ts')

let announcer: Promise<Announcer> | undefined

/**
 * The reader moved an input or ran a cell: changes from now on are its result, and are announced.
 */
export function noteAction(element: HTMLElement): void {
  announcer ??= load()
  announcer.then(
    (it) => it.noteAction(element),
    () => {},
  )
}

/**
 * A cell or a value has changed, in what it shows or in its state. Without an action before it this
 * is not announced.
 */
export function noteChange(element: HTMLElement): void {
  announcer?.then(
    (it) => it.noteChange(element),
    () => {},
  )
}

function load(): Promise<Announcer> {
  const loading = import('./announcer.ts')
  // Without a connection nothing is announced; the next action tries again.
  loading.catch(() => (announcer = undefined))
  return loading
}
