/** In `astro dev`: shows what was saved in the page as it stands. The module comes before all others of the page. */
import type { InputElement } from '../../elements/input.ts'
import { mapTree, patchTree, type LiveNodes, type Patch } from './patch-tree.ts'
import type { SavedPage } from './saved-pages.ts'

const nodes: LiveNodes = new WeakMap()
/** The page as it was served, before elements come alive. */
let served = document.body.cloneNode(true) as HTMLElement
mapTree(served, document.body, nodes)

/** The names of inputs that were moved. */
const moved = new Set<string>()
document.addEventListener('input', ({ target }) => {
  const input = target instanceof Element ? target.closest('nb-input') : null
  if (input) moved.add(input.getAttribute('name') ?? '')
})

/** Milliseconds after a save in which the server asks for reloads. */
const patience = 10_000

/** What was saved, and until when reloads are asked for because of it. */
const due = { until: 0, page: false, isHead: false, module: false }

import.meta.hot?.on('notebook:saved', ({ isHead }: SavedPage) => {
  Object.assign(due, { until: Date.now() + patience, page: true })
  due.isHead ||= isHead
})
// What pages are made with, such as a figure, has the page loaded anew, whatever is saved beside it.
import.meta.hot?.on('notebook:module-saved', () => (due.module = true))
import.meta.hot?.on('vite:beforeFullReload', (payload) => {
  // Astro asks once when a page's module is out of date, and again, a moment later, when its list of pages is.
  const isList = payload.path === '*'
  if (due.module || Date.now() > due.until || payload.triggeredBy !== undefined)
    return keepControls()
  // Vite leaves pages alone that are no such file.
  payload.path = '/patched-in-place.html'
  // What the list says of a page is its frontmatter.
  if (isList) {
    if (due.isHead) void updateFromList()
    return
  }
  // A page that is added or removed has Astro ask several times.
  if (due.page) void update()
  due.page = false
})

/** The list may still be that of an earlier save: then nothing changes, and another one comes. */
async function updateFromList(): Promise<void> {
  const before = served.outerHTML
  await update()
  if (served.outerHTML !== before) due.isHead = false
}

let updating: Promise<void> | undefined
let isDueAgain = false

/** Fetches the page and patches it; of several calls at a time the last one counts. */
async function update(): Promise<void> {
  isDueAgain = true
  if (updating) return updating
  while (isDueAgain) {
    isDueAgain = false
    await (updating = fetchAndPatch().catch(reload))
  }
  updating = undefined
}

function reload(error: unknown): void {
  console.warn('loaded anew, since it could not be patched:', error)
  location.reload()
}

async function fetchAndPatch(): Promise<void> {
  const response = await fetch(location.href, { headers: { accept: 'text/html' } })
  if (!response.ok) return showFailure(await response.text())
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html')
  for (const it of document.querySelectorAll('vite-error-overlay')) it.remove()
  const values = readControls()
  const patch: Patch = { changed: [], onInsert: (it) => setControls(it, values) }
  patchTree(served, fresh.body, nodes, patch)
  served = fresh.body
  document.title = fresh.title
  if (patch.changed.some(isLive)) await restart()
}

/** Shows the overlay as the page that failed does. */
async function showFailure(failed: string): Promise<void> {
  const [, script] = /<script type="module" async src="([^"]+)">/.exec(failed) ?? []
  if (script) await import(/* @vite-ignore */ script)
}

const live = 'nb-cell, nb-value, nb-input, nb-derivation'
const isLive = (element: Element): boolean =>
  element.matches(live) || element.querySelector(live) !== null

/** Runs the new cells at the values to which inputs were moved. */
async function restart(): Promise<void> {
  const notebook = await import('../../elements/notebook.ts')
  await notebook.renew()
  for (const name of moved) {
    const input = document.querySelector<InputElement>(`nb-input[name="${CSS.escape(name)}"]`)
    if (input) await notebook.setValue(name, input.value)
  }
}

/** Where the values of inputs are kept while the page is loaded anew. */
const kept = `notebook:moved:${location.pathname}`

function keepControls(): void {
  sessionStorage.setItem(kept, JSON.stringify([...readControls()]))
}

/** The inputs take their values up as what a reader moved before they came alive. */
function restoreControls(): void {
  const values: Controls = new Map(JSON.parse(sessionStorage.getItem(kept) ?? '[]') as Controls)
  sessionStorage.removeItem(kept)
  for (const name of values.keys()) moved.add(name)
  setControls(document.body, values)
}

type Controls = Map<string, { value: string; checked: boolean }[]>

const controlsOf = (input: Element): HTMLInputElement[] => [...input.querySelectorAll('input')]
const nameOf = (input: Element): string => input.getAttribute('name') ?? ''

function readControls(): Controls {
  const inputs = [...document.querySelectorAll('nb-input')].filter((it) => moved.has(nameOf(it)))
  return new Map(
    inputs.map((it) => [
      nameOf(it),
      controlsOf(it).map(({ value, checked }) => ({ value, checked })),
    ]),
  )
}

/** Inputs that come into the page have the values of those in whose place they come. */
function setControls(element: Element, values: Controls): void {
  const inputs = [element, ...element.querySelectorAll('*')].filter(
    (it) => it.localName === 'nb-input',
  )
  for (const input of inputs) {
    const before = values.get(nameOf(input))
    const controls = controlsOf(input)
    if (before?.length !== controls.length) continue
    for (const [n, control] of controls.entries()) {
      if (control.type === 'range') control.value = before[n].value
      else control.checked = before[n].checked && control.value === before[n].value
    }
  }
}

restoreControls()
