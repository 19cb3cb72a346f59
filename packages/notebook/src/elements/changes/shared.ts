import { hashOf, isEmpty, type OwnCell, type PageChanges } from '../../kept/changes.ts'
import { fromFragment } from '../../kept/link.ts'
import { ChangesError } from '../../kept/read-changes.ts'
import { fill } from '../../strings/fill.ts'
import { fillCount } from '../../strings/plural.ts'
import type { CellElement } from '../cell.ts'
import { asPublished as published, linkedChanges } from '../linked-changes.ts'
import { words } from '../words.ts'
import { page } from './keep.ts'
import { button, make } from './make.ts'
import { freeName, placeOwn } from './own-cells.ts'
import { giveOwnInput } from './own-values.ts'
import { findCell, findInputs, isTaken } from './page-changes.ts'
import { runAll } from './run-all.ts'
import { setInput } from './set-input.ts'
import { showDifference } from './difference.ts'
import { bookBase } from '../book-base.ts'

/** What of a link fits this page, and the names of what does not. */
interface Fit {
  edited: CellElement[]
  own: CellElement[]
  /** How many inputs it has set. */
  inputs: number
  misfits: string[]
}

let opened = ''

/**
 * Opens the changes that the page's address holds: inputs apply at once; code is shown, and runs
 * after a press. What cannot be opened leaves the page as it is published, and says why.
 */
export async function openLink(): Promise<void> {
  const fragment = linkedChanges()
  if (fragment === opened) return
  opened = fragment
  try {
    const changes = await fromFragment(fragment)
    if (changes.page !== page) return showOtherPage(changes.page, fragment)
    if (isEmpty(changes)) throw new ChangesError('damaged', 'nothing in it')
    showBanner(await apply(changes))
  } catch (error) {
    if (!(error instanceof ChangesError)) throw error
    show([make('p', '', [words.changes.refused[error.refusal]])], [asPublished()])
  }
}

function showOtherPage(path: string, fragment: string): void {
  const link = make('a', '', [words.changes.thatPage])
  link.href = `${bookBase}${path.replace(/^\/+/, '')}${fragment}`
  // An address of another site has no place in a link to this book.
  const isOurs = /^[\w\-./~%]*$/.test(path) && link.origin === location.origin
  show([make('p', '', [words.changes.otherPage, ' ', ...(isOurs ? [link] : [])])], [asPublished()])
}

async function apply({ edits, own, inputs }: PageChanges): Promise<Fit> {
  const fit: Fit = { edited: [], own: [], inputs: 0, misfits: [] }
  for (const { cell: name, source, of } of edits) {
    const cell = findCell(name)
    if (!cell || cell.isOwn) fit.misfits.push(fill(words.changes.noCell, { cell: name }))
    else {
      if (of !== hashOf(cell.original))
        fit.misfits.push(fill(words.changes.changedSince, { cell: name }))
      await takeEdit(cell, source)
      fit.edited.push(cell)
    }
  }
  fit.own = placeShared(own)
  for (const moved of inputs) {
    const input = findInputs().find(({ name }) => name === moved.name)
    const fits = input ? setInput(input, moved.value) : giveOwnInput(fit.own, moved) !== undefined
    if (fits) fit.inputs++
    else fit.misfits.push(fill(words.changes.noInput, { input: moved.name }))
  }
  return fit
}

/** The reader's own edit of the cell is not lost: it can be brought back. */
async function takeEdit(cell: CellElement, source: string): Promise<void> {
  const { original } = cell
  const mine = cell.source === original ? {} : { former: cell.source }
  await cell.take({ source, original, ...mine }, words.changes.fromLink)
}

/** Puts the link's own cells into the page, under other names where the page has those. */
function placeShared(cells: readonly OwnCell[]): CellElement[] {
  const renamed = new Map<string, string>()
  const placed: string[] = []
  for (const { name, after, source } of cells) {
    const there = findCell(name)
    if (there?.isOwn && there.source === source) placed.push(name)
    else {
      const free = isTaken(name) ? freeName() : name
      renamed.set(name, free)
      placeOwn([{ name: free, after: renamed.get(after) ?? after, source }])
      placed.push(free)
    }
  }
  return placed.flatMap((name) => findCell(name) ?? [])
}

function showBanner(fit: Fit): void {
  const { edited, own, inputs, misfits } = fit
  const cells = [...edited, ...own].sort((a, b) =>
    a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
  )
  document.addEventListener('codechange', () => void keepShared(cells), { once: true })
  const text = [
    make('p', '', [describe(edited.length, own.length, inputs)]),
    ...(misfits.length > 0 ? [toList(misfits)] : []),
  ]
  show(text, [
    ...(cells.length > 0 ? [runButton(cells)] : []),
    ...(edited.length > 0 ? [differencesButton(edited)] : []),
    ...(cells.length > 0 ? [button(words.changes.keepThese, () => void keepShared(cells))] : []),
    asPublished(),
  ])
}

function describe(edited: number, own: number, inputs: number): string {
  const { linkEdits, linkOwn, linkInputs, linkHolds, nothingFits } = words.changes
  const language = document.documentElement.lang
  const parts = [
    ...(edited > 0 ? [fillCount(linkEdits, edited, language)] : []),
    ...(own > 0 ? [fillCount(linkOwn, own, language)] : []),
    ...(inputs > 0 ? [fillCount(linkInputs, inputs, language)] : []),
  ]
  return parts.length > 0 ? fill(linkHolds, { parts: parts.join(', ') }) : nothingFits
}

function toList(lines: readonly string[]): HTMLElement {
  return make(
    'ul',
    '',
    lines.slice(0, 20).map((it) => make('li', '', [it])),
  )
}

function runButton(cells: readonly CellElement[]): HTMLButtonElement {
  const run = button(words.changes.runThem, () => void runAll(cells), 'main')
  return run
}

function differencesButton(cells: readonly CellElement[]): HTMLButtonElement {
  return button(words.changes.compareAll, () => {
    for (const cell of cells) showDifference(cell)
    cells[0].scrollIntoView({ block: 'start' })
  })
}

/** Keeps what the link brought as the reader's own, and takes it out of the address. */
async function keepShared(cells: readonly CellElement[]): Promise<void> {
  await Promise.all(cells.map((it) => it.save()))
  history.replaceState(null, '', location.pathname + location.search)
  document.querySelector('.shared')?.remove()
}

/** The page without the link: the reader's own changes, if there are any, come back with it. */
function asPublished(): HTMLButtonElement {
  return button(words.changes.asPublished, () => {
    const isCarried = document.querySelector('script[data-with]') !== null
    history.replaceState(null, '', location.pathname + (isCarried ? published : location.search))
    location.reload()
  })
}

function show(text: readonly Node[], buttons: readonly Node[]): void {
  document.querySelector('.shared')?.remove()
  const banner = make('aside', 'shared', [...text, make('p', 'choices', buttons)])
  banner.setAttribute('role', 'status')
  const head = document.querySelector('main .title-block')
  if (head) head.after(banner)
  else document.querySelector('main')?.prepend(banner)
  banner.scrollIntoView({ block: 'nearest' })
}
