import type { CellElement } from '../cell.ts'
import { words } from '../words.ts'
import { cellName } from '../../kept/changes.ts'
import { button, make } from './make.ts'
import { addOwn, deleteOwn, renameOwn } from './own-cells.ts'
import { hasEmbed, openEmbed } from './embed.ts'
import { findCells } from './page-changes.ts'
import { showDifference } from './difference.ts'
import { openGraph } from '../graph/panel.ts'
import { runAll } from './run-all.ts'
import { findDrawing, savePng, saveSvg } from './save-figure.ts'
import { findTable, saveCsv } from './save-table.ts'
import { toPlaygroundLink } from './to-playground.ts'

let menu: HTMLElement | undefined

/** Opens the menu of what can be done with a cell, under its button; Escape and a click elsewhere close it. */
export function openCellMenu(cell: CellElement, opener: HTMLElement): void {
  const wasOpen = menu?.isConnected && menu.dataset['cell'] === cell.name
  menu?.remove()
  if (wasOpen) return
  menu = makeMenu(cell, opener)
  document.body.append(menu)
  menu.showPopover()
  place(menu, opener)
  menu.querySelector('button')?.focus()
}

function makeMenu(cell: CellElement, opener: HTMLElement): HTMLElement {
  const made = make('div', 'cell-menu')
  made.popover = 'auto'
  made.dataset['cell'] = cell.name
  made.setAttribute('role', 'menu')
  made.setAttribute('aria-label', cell.name)
  for (const [text, act] of actionsOf(cell)) {
    const item = button(text, () => {
      made.remove()
      opener.focus()
      act()
    })
    item.setAttribute('role', 'menuitem')
    made.append(item)
  }
  made.addEventListener('keydown', (event) => moveFocus(made, event))
  made.addEventListener('toggle', (event) => event.newState === 'closed' && made.remove())
  return made
}

type Action = [text: string, act: () => void]

function actionsOf(cell: CellElement): Action[] {
  const { embed, graph } = words
  const { addBelow, runAbove, compare, copyCode, toPlayground, rename, remove } = words.changes
  return [
    [addBelow, () => addOwn(cell).edit()],
    [runAbove, () => void runAll(findAbove(cell))],
    [graph.action, () => openGraph(`cell ${cell.name}`)],
    [copyCode, () => void navigator.clipboard.writeText(cell.source)],
    [toPlayground, () => void openInPlayground(cell)],
    ...saveActions(cell),
    ...(hasEmbed(cell) ? [[embed.action, () => openEmbed(cell)] satisfies Action] : []),
    ...(!cell.isOwn && cell.source !== cell.original
      ? [[compare, () => showDifference(cell)] satisfies Action]
      : []),
    ...(cell.isOwn
      ? [
          [rename, () => askName(cell)] satisfies Action,
          [remove, () => void deleteOwn(cell)] satisfies Action,
        ]
      : []),
  ]
}

/** What can be saved of what the cell shows. */
function saveActions(cell: CellElement): Action[] {
  const { svg, png, csv } = words.takeHome
  const drawing = findDrawing(cell)
  const table = findTable(cell)
  return [
    ...(drawing
      ? ([
          [svg, () => saveSvg(cell, drawing)],
          [png, () => void savePng(cell, drawing)],
        ] satisfies Action[])
      : []),
    ...(table ? ([[csv, () => void saveCsv(cell, table)]] satisfies Action[]) : []),
  ]
}

/** In a tab of its own: what was changed here stays. */
async function openInPlayground(cell: CellElement): Promise<void> {
  // Opened at once: browsers refuse windows that come later than the press.
  const opened = open('', '_blank')
  const address = await toPlaygroundLink(cell)
  if (opened) opened.location.href = address
  else location.href = address
}

/** The cells up to this one whose code is not what was run last. */
function findAbove(cell: CellElement): CellElement[] {
  const cells = findCells()
  return cells.slice(0, cells.indexOf(cell) + 1).filter((it) => it.isWaiting || it === cell)
}

/** Asks for another name, in the place of the old one. */
function askName(cell: CellElement): void {
  const shown = cell.querySelector<HTMLElement>(':scope > .code > summary > .code-name')
  if (!shown) return
  const field = Object.assign(make('input', 'code-name'), { value: cell.name, spellcheck: false })
  field.setAttribute('aria-label', words.changes.newName)
  const end = (): void => field.replaceWith(shown)
  const take = async (): Promise<void> => {
    const name = field.value.trim()
    if (name === cell.name) return end()
    if (cellName.test(name) && (await renameOwn(cell, name))) return
    end()
    cell.note(words.changes.badName)
  }
  field.addEventListener('keydown', (event) => {
    event.stopPropagation()
    if (event.key === 'Enter') void take()
    else if (event.key === 'Escape') end()
  })
  // A space in a summary would fold it.
  field.addEventListener('keyup', (event) => event.preventDefault())
  field.addEventListener('click', (event) => event.preventDefault())
  shown.replaceWith(field)
  field.select()
}

function place(shown: HTMLElement, opener: HTMLElement): void {
  const { right, bottom } = opener.getBoundingClientRect()
  const { offsetWidth, offsetHeight } = shown
  shown.style.left = `${Math.max(8, right - offsetWidth)}px`
  shown.style.top = `${Math.max(8, Math.min(bottom + 4, innerHeight - offsetHeight - 8))}px`
}

function moveFocus(shown: HTMLElement, event: KeyboardEvent): void {
  const items = [...shown.querySelectorAll('button')]
  const at = items.indexOf(document.activeElement as HTMLButtonElement)
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key]
  if (to === undefined) return
  event.preventDefault()
  items.at(to % items.length)?.focus()
}
