import {
  formatVersion,
  hashOf,
  type CellEdit,
  type InputValue,
  type OwnCell,
  type PageChanges,
} from '../../kept/changes.ts'
import type { CellElement } from '../cell.ts'
import { getCells } from '../notebook.ts'
import type { InputElement } from '../input.ts'
import { page } from './keep.ts'
import { findAll } from './make.ts'
import { movedOwnInputs } from './own-values.ts'

/** All cells of the page with code of their own, in the order of the page. */
export function findCells(): CellElement[] {
  return findAll<CellElement>('nb-cell')
}

export function findCell(name: string): CellElement | undefined {
  return findCells().find((it) => it.name === name)
}

/** Whether a name is that of a cell of the page, be it of one that shows a value in a sentence or what a figure says. */
export function isTaken(name: string): boolean {
  const it = CSS.escape(name)
  const named = `:is(nb-cell, nb-value, nb-data-table)[name="${it}"], [alt-name="${it}"]`
  return document.querySelector(`${named}, nb-derivation[value="${it}"]`) !== null
}

/** The cells whose code is not the chapter's. */
export function findChanged(): CellElement[] {
  return findCells().filter((it) => it.isOwn || it.source !== it.original)
}

export function findInputs(): InputElement[] {
  return findAll<InputElement>('nb-input')
}

/** All that differs on this page from the chapter. */
export async function collectChanges(): Promise<PageChanges> {
  const changed = findChanged()
  return {
    v: formatVersion,
    page,
    edits: changed.filter((it) => !it.isOwn).map(toEdit),
    own: changed.filter((it) => it.isOwn).map(toOwn),
    inputs: [...(await collectInputs()), ...movedOwnInputs(changed)],
  }
}

function toEdit({ name, source, original }: CellElement): CellEdit {
  return { cell: name, source, of: hashOf(original) }
}

function toOwn(cell: CellElement): OwnCell {
  return { name: cell.name, after: cell.getAttribute('own') ?? '', source: cell.source }
}

/** The chapter's inputs that stand elsewhere than it has them. */
async function collectInputs(): Promise<InputValue[]> {
  const { outline } = await getCells()
  const published = new Map(outline.inputs.map(({ name, value }) => [name, JSON.stringify(value)]))
  return findInputs()
    .map(({ name, value }) => ({ name, value }))
    .filter(({ name, value }) => published.get(name) !== JSON.stringify(value))
}
