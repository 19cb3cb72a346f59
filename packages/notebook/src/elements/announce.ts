/** What screen readers are told: see announcer.ts, which is loaded when a reader first asks for something. */
type Announcer = typeof import('./announcer.ts')

let announcer: Promise<Announcer> | undefined

/** The reader moved an input or ran a cell: what changes from now on is the answer. */
export function ask(element: HTMLElement): void {
  announcer ??= load()
  announcer.then(
    (it) => it.ask(element),
    () => {},
  )
}

/** A cell or a value has changed, in what it shows or in its state. What nobody asked for is not told. */
export function answer(element: HTMLElement): void {
  announcer?.then(
    (it) => it.answer(element),
    () => {},
  )
}

function load(): Promise<Announcer> {
  const loading = import('./announcer.ts')
  // Without a connection nothing is told; the next touch tries again.
  loading.catch(() => (announcer = undefined))
  return loading
}
