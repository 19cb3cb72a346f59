import type { OwnCell } from '../../kept/changes.ts'
import { fill } from '../../strings/fill.ts'
import type { CellElement } from '../cell.ts'
import { mirror } from '../saved-edits.ts'
import { words } from '../words.ts'
import { keep } from './keep.ts'
import { button, make } from './make.ts'
import { findCell, findCells, isTaken } from './page-changes.ts'

export function findOwn(name: string): CellElement | undefined {
  return findCells().find((it) => it.isOwn && it.name === name)
}

/** A name for a new cell that no other has: `mine`, `mine-2`, … */
export function freeName(): string {
  const { newCell } = words.changes
  if (!isTaken(newCell)) return newCell
  for (let n = 2; ; n++) if (!isTaken(`${newCell}-${n}`)) return `${newCell}-${n}`
}

/**
 * Puts cells of the reader's own into the page, each behind its anchor, which may be another one of
 * them; those whose anchor is not there any more, at the end.
 */
export function placeOwn(cells: readonly OwnCell[]): void {
  let left = cells.filter(({ name }) => !isTaken(name))
  while (left.length > 0) {
    const ready = left.filter(({ after }) => findCell(after))
    for (const cell of ready.length > 0 ? ready : left) place(cell)
    left = left.filter((cell) => !ready.includes(cell) && ready.length > 0)
  }
}

function place(cell: OwnCell): CellElement {
  const element = toElement(cell)
  const anchor = findCell(cell.after)
  const end = document.querySelector('main article') ?? document.querySelector('main')
  if (anchor) blockOf(anchor).after(element)
  else end?.append(element)
  return element
}

/** The part of the text that a cell stands in: cells within a grid or an exercise are its parts. */
function blockOf(cell: CellElement): Element {
  let block: Element = cell
  while (block.parentElement && !block.parentElement.matches('article, main'))
    block = block.parentElement
  return block
}

function toElement({ name, after, source }: OwnCell): CellElement {
  const element = make('nb-cell' as 'div', 'cell column') as HTMLElement as CellElement
  element.id = `cell-${name}`
  for (const [attribute, value] of Object.entries({ name, own: after, edited: '' }))
    element.setAttribute(attribute, value)
  const output = make('div', 'output', [make('div', 'drawn')])
  output.setAttribute('aria-live', 'off')
  const summary = make('summary', '', [
    make('span', 'code-title', [words.changes.ownCode]),
    ' ',
    make('span', 'code-name', [name]),
  ])
  const listing = make('div', 'editor', [make('pre', '', [make('code', '', [source])])])
  const code = make('details', 'code', [summary, make('div', 'toolbar'), listing])
  code.open = true
  element.append(make('figure', '', [output]), code)
  return element
}

/** Adds a cell behind another one, or at the end of the page, and opens its editor. */
export function addOwn(
  after: CellElement | undefined,
  source = '',
  name = freeName(),
): CellElement {
  const cell = place({ name, after: after?.name ?? lastName(), source })
  void keepPlaces()
  void cell.save()
  return cell
}

function lastName(): string {
  return findCells().at(-1)?.name ?? ''
}

/** Takes a cell of the reader's own out of the page, where no other needs it. */
export async function deleteOwn(cell: CellElement): Promise<void> {
  if (!(await cell.clear())) return
  // It is told once it is so: a page that is loaded again at once has it no more.
  await forgetOwn(cell.name)
  leaveOffer(cell).focus()
  void keepPlaces()
}

/** Puts the offer to bring a cell of the reader's own back into its place. Returns the button. */
export function leaveOffer(cell: CellElement): HTMLButtonElement {
  const { name, source } = cell
  const after = cell.getAttribute('own') ?? ''
  const offer = make('p', 'own-deleted note', [fill(words.changes.deleted, { cell: name }), ' '])
  offer.setAttribute('role', 'status')
  offer.dataset['cell'] = name
  const bringBack = button(words.changes.bringBack, () => {
    const again = toElement({ name, after, source })
    offer.replaceWith(again)
    void keepPlaces()
    void again.save()
  })
  offer.append(bringBack)
  cell.replaceWith(offer)
  return bringBack
}

/** Takes the offer to bring a cell back away, where another tab has done so. */
export function withdrawOffer(name: string): void {
  document.querySelector(`.own-deleted[data-cell="${CSS.escape(name)}"]`)?.remove()
}

/** Takes a cell of the reader's own out of both stores. */
export function forgetOwn(name: string): Promise<boolean> {
  mirror('own', name, null)
  return keep('own', name, null)
}

/** Gives a cell of the reader's own another name. Resolves to false where it cannot be taken. */
export async function renameOwn(cell: CellElement, name: string): Promise<boolean> {
  if (isTaken(name) || !(await cell.clear())) return false
  const former = cell.name
  const renamed = toElement({ name, after: cell.getAttribute('own') ?? '', source: cell.source })
  cell.replaceWith(renamed)
  await forgetOwn(former)
  await renamed.save()
  await keepPlaces()
  return true
}

/** Each cell of the reader's own remembers the cell before it. */
async function keepPlaces(): Promise<void> {
  const cells = findCells()
  for (const [index, cell] of cells.entries()) {
    if (!cell.isOwn) continue
    const before = cells[index - 1]?.name ?? ''
    if (cell.getAttribute('own') === before) continue
    cell.setAttribute('own', before)
    await cell.save()
  }
}
