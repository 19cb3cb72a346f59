import { findDifference } from '../../kept/difference.ts'
import type { CellElement } from '../cell.ts'
import { words } from '../words.ts'
import { button, make } from './make.ts'

/** Offers to look at what a chapter has changed below an edit, and to choose between the two. */
export function offerDifference(cell: CellElement, former: string): void {
  const note = cell.querySelector<HTMLElement>(':scope > .code > .note')
  if (!note) return
  const { compare, keepMine, takeTheirs } = words.changes
  const close = (): void => {
    cell.note('')
    removeDifference(cell)
  }
  note.append(
    make('span', 'choices', [
      button(compare, () => showDifference(cell, former)),
      button(keepMine, () => void cell.save().then(close)),
      button(takeTheirs, () => void cell.reset().then(close)),
    ]),
  )
}

/**
 * Shows how a cell's code differs from the chapter's.
 * @param former the chapter's code that the edit began with, if the chapter has changed since
 */
export function showDifference(cell: CellElement, former?: string): void {
  removeDifference(cell)
  const { chapterChanged, youChanged, hide } = words.changes
  const parts = [
    ...(former !== undefined && former !== cell.original
      ? [make('p', 'note', [chapterChanged]), toListing(former, cell.original)]
      : []),
    make('p', 'note', [youChanged]),
    toListing(cell.original, cell.source),
    make('p', 'note', [button(hide, () => removeDifference(cell))]),
  ]
  const shown = make('div', 'difference', parts)
  cell.querySelector(':scope > .code > .editor')?.before(shown)
  shown.tabIndex = -1
  shown.focus({ preventScroll: true })
}

function removeDifference(cell: CellElement): void {
  cell.querySelector(':scope > .code > .difference')?.remove()
}

function toListing(from: string, to: string): HTMLElement {
  const { same, out, added } = words.changes.lines
  const names = { same, out, in: added }
  const signs = { same: ' ', out: '−', in: '+' }
  return make(
    'pre',
    'difference-lines',
    findDifference(from, to).map(({ kind, text }) => {
      const line = make(kind === 'out' ? 'del' : kind === 'in' ? 'ins' : 'span', '', [
        `${signs[kind]} ${text}\n`,
      ])
      if (kind !== 'same') line.setAttribute('aria-label', `${names[kind]}: ${text}`)
      return line
    }),
  )
}
