/**
 * Shows what stands within a value that a cell shows, level by level: each level is asked of the kernel
 * when it is opened, and a long one comes a hundred entries at a time.
 */
import type { Branch, BranchEntry } from '../kernel/branch.ts'
import { fill } from '../strings/fill.ts'
import { trueMinus } from '../text/true-minus.ts'
import type { CellElement } from './cell.ts'
import { getChapter } from './notebook.ts'
import { words } from './words.ts'

/** What is open in each cell: it is opened again when the cell shows a new value. */
const openIn = new WeakMap<CellElement, Set<string>>()

/** A level: the output's place, and the way from its value. */
interface Level {
  cell: CellElement
  output: number
  path: readonly number[]
}

const keyOf = ({ output, path }: Level): string => [output, ...path].join('.')

/** Fills a level that was opened, or forgets one that was closed. */
export function onInside(details: HTMLDetailsElement): void {
  const level = toLevel(details)
  if (!level) return
  const open = openKeys(level.cell)
  if (!details.open) return void open.delete(keyOf(level))
  open.add(keyOf(level))
  if (!details.querySelector(':scope > ul')) void fillLevel(details, level)
}

function toLevel(details: HTMLDetailsElement): Level | undefined {
  const cell = details.closest<CellElement>('nb-cell')
  const outermost = details.closest<HTMLElement>('.drawn > .object > .inside')
  if (!cell || !outermost) return undefined
  const path = (details.dataset['path'] ?? '').split('.').filter((it) => it !== '')
  return { cell, output: Number(outermost.dataset['output']), path: path.map(Number) }
}

function openKeys(cell: CellElement): Set<string> {
  const known = openIn.get(cell)
  if (known) return known
  const keys = new Set<string>()
  openIn.set(cell, keys)
  new MutationObserver(() => reopen(cell, keys)).observe(
    cell.querySelector(':scope > figure > .output')!,
    { childList: true },
  )
  return keys
}

/** A new value is shown: what was open of the last one is opened in it. */
function reopen(cell: CellElement, keys: ReadonlySet<string>): void {
  for (const details of cell.querySelectorAll<HTMLDetailsElement>('.drawn > .object > .inside'))
    if (keys.has(details.dataset['output'] ?? '')) details.open = true
}

async function fillLevel(details: HTMLDetailsElement, level: Level): Promise<void> {
  const list = document.createElement('ul')
  list.ariaBusy = 'true'
  details.append(list)
  await addEntries(list, level, 0)
  list.ariaBusy = null
}

async function addEntries(list: HTMLElement, level: Level, from: number): Promise<void> {
  try {
    const chapter = await getChapter()
    const { output, path } = level
    const branch = await chapter.open(level.cell.name, { output, path, from })
    if (branch) list.append(...toItems(branch, level, from))
    else list.append(toItem(words.output.nothingInside))
  } catch {
    list.append(toItem(words.cell.notLoaded))
  }
}

function toItems({ entries, more }: Branch, level: Level, from: number): HTMLElement[] {
  const items = entries.map((entry, index) =>
    toItem(toNode(entry, { ...level, path: [...level.path, from + index] })),
  )
  return more > 0 ? [...items, toMore(more, level, from + entries.length)] : items
}

function toItem(content: Node | string): HTMLElement {
  const item = document.createElement('li')
  item.append(content)
  return item
}

function toNode({ key, text, opens }: BranchEntry, level: Level): Node {
  const line = document.createElement(opens ? 'summary' : 'span')
  const name = Object.assign(document.createElement('span'), { className: 'key', textContent: key })
  line.append(name, ': ', trueMinus(text))
  if (!opens) return line
  const details = Object.assign(document.createElement('details'), { className: 'inside' })
  details.dataset['path'] = level.path.join('.')
  details.append(line)
  details.open = openKeys(level.cell).has(keyOf(level))
  return details
}

/** A button that brings the next entries, and leaves its place to them. */
function toMore(count: number, level: Level, from: number): HTMLElement {
  const button = Object.assign(document.createElement('button'), {
    type: 'button',
    textContent: fill(words.output.moreInside, { count }),
  })
  const item = toItem(button)
  button.addEventListener('click', () => void bringMore(item, level, from))
  return item
}

async function bringMore(item: HTMLElement, level: Level, from: number): Promise<void> {
  const list = item.parentElement
  if (!list) return
  const before = item.previousElementSibling
  item.remove()
  await addEntries(list, level, from)
  // The focus goes on with the entries that have come.
  const next = before?.nextElementSibling
  if (!(next instanceof HTMLElement)) return
  next.tabIndex = -1
  next.focus()
}
