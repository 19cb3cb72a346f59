/**
 * What the elements of a page share: its live chapter, which is loaded when the page is idle, or at the
 * reader's first action.
 */
import type { CellUpdate } from '../hosts/client/cell-update.ts'
import type { LiveChapter } from '../hosts/client/live-chapter.ts'
import type { PageCells } from '../hosts/page/page-cells.ts'
import { drawnWidths, narrowBorder } from '../hosts/widths.ts'
import type { Json } from '../kernel/json.ts'
import { isVisible, observeVisibility, onSeen } from './in-view.ts'
import type { Rendering } from './live-page.ts'

/** Gets what puts news into the page along with it: that is loaded with the chapter. */
type Listener = (update: CellUpdate, rendering: Rendering) => void

const listeners = new Map<string, Map<Listener, Element>>()
const openHooks: (() => void)[] = []
/** Values of inputs that no chapter has. */
const unset = new Map<string, Json>()
let chapter: Promise<LiveChapter> | undefined
let cells: Promise<PageCells> | undefined

/**
 * The id of the page's cells, as the build left it in the page; read once, before any cell shows
 * anything.
 */
export const pageId = JSON.parse(document.querySelector('[data-page]')?.textContent ?? 'null') as
  string | null

/** Whether the page has cells. */
export const hasCells = pageId !== null

/** The page's cells, as the build made them. */
export function getCells(): Promise<PageCells> {
  if (!cells) {
    cells = import('virtual:notebook-pages').then(({ loadCells }) => loadCells(pageId ?? ''))
    cells.catch(() => (cells = undefined))
  }
  return cells
}

/** Calls `listener`, for `element`, with all updates of a cell; the returned function ends that. */
export function listen(cell: string, element: Element, listener: Listener): () => void {
  const ofCell = listeners.get(cell) ?? new Map<Listener, Element>()
  listeners.set(cell, ofCell.set(listener, element))
  observeVisibility(element)
  return () => ofCell.delete(listener)
}

function isInView(cell: string): boolean {
  return [...(listeners.get(cell)?.values() ?? [])].some(isVisible)
}

/**
 * Gives an input a value, in a chapter that is loaded if it is not there yet. Rejects where that
 * cannot be loaded.
 */
export async function setValue(name: string, value: Json): Promise<void> {
  unset.set(name, value)
  const chapter = await getChapter()
  // With those that were moved while the chapter could not be loaded.
  const values = [...unset]
  unset.clear()
  await Promise.all(values.map((it) => chapter.set(...it)))
}

/**
 * Loads what an action of the reader will need: called at its first sign.
 * @param input the input that may be moved; without it, a cell may be edited or played
 */
export function warmUp(input?: string): void {
  getChapter().then(
    (it) => it.warmUp(input),
    () => {},
  )
}

/**
 * Begins anew with cells that have changed, where the development server has made them.
 * Outputs stay as they are until something is moved.
 */
export async function renew(): Promise<void> {
  const before = chapter
  const { renewPages } = await import('virtual:notebook-pages')
  renewPages()
  cells = undefined
  chapter = undefined
  await before?.then(
    (it) => it.stop(),
    () => {},
  )
}

/** Calls `hook` when the live page begins to load. */
export function onOpen(hook: () => void): void {
  openHooks.push(hook)
}

export function getChapter(): Promise<LiveChapter> {
  if (!chapter) {
    chapter = open()
    // If it cannot be loaded, the reader's next action tries again.
    chapter.catch(() => (chapter = undefined))
  }
  return chapter
}

async function open(): Promise<LiveChapter> {
  for (const hook of openHooks.splice(0)) hook()
  // Both at once: on a slow connection, loading one after another would be felt.
  const loading = getCells()
  const { LiveChapter, loadSandbox, rendering } = await import('./live-page.ts')
  const opened = new LiveChapter({
    cells: await loading,
    widths: currentWidths(),
    isInView,
    onUpdate: (cell, update) => {
      for (const listener of listeners.get(cell)?.keys() ?? []) listener(update, rendering)
    },
    loadSandbox: () => loadSandbox(pageId ?? ''),
  })
  narrow.addEventListener('change', () => opened.resize(currentWidths()))
  onSeen(() => opened.look())
  document.addEventListener('visibilitychange', () => opened.rest(document.hidden))
  return opened
}

// The same breakpoint as in the styles, which show one of the two drawings made at build.
const narrow = matchMedia(`(width < ${narrowBorder})`)

function currentWidths(): (typeof drawnWidths)['roomy'] {
  return narrow.matches ? drawnWidths.narrow : drawnWidths.roomy
}
