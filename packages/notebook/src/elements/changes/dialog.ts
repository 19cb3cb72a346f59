import { linkLengths, toFragment } from '../../kept/link.ts'
import { isEmpty, type PageChanges } from '../../kept/changes.ts'
import { parseChanges } from '../../kept/read-changes.ts'
import type { Kept } from '../../kept/store.ts'
import { fill } from '../../strings/fill.ts'
import type { Json } from '../../kernel/json.ts'
import { countOf } from '../../kernel/limits.ts'
import { fillCount } from '../../strings/plural.ts'
import type { CellElement } from '../cell.ts'
import { toOfflinePart } from '../offline/offline-part.ts'
import { words } from '../words.ts'
import { countByPage, exportBook, importBook, listChanges } from './book-changes.ts'
import { showDifference } from './difference.ts'
import { page } from './keep.ts'
import { button, make } from './make.ts'
import { copyButton, fillModal, makeModal, makeStatus } from './modal.ts'
import { addOwn } from './own-cells.ts'
import { giveOwnInput, ownInputs } from './own-values.ts'
import { collectChanges, findChanged, findInputs } from './page-changes.ts'
import { runAll } from './run-all.ts'
import { setInput } from './set-input.ts'
import { saveNotebook, savePage, saveScript } from './take-home.ts'
import { openGraph } from '../graph/panel.ts'
import { bookBase } from '../book-base.ts'

const sliderExample = "slider('a', { min: 0, max: 10, step: 0.1, value: 3 })"
const dataExample = "data('rows')"

/** Whether this page is a file that was taken home. */
const isAtHome = document.documentElement.dataset['home'] !== undefined

let dialog: HTMLDialogElement | undefined

/** Opens the dialog of what the reader changed: on this page, in the book, to share and to keep. */
export async function openChanges(): Promise<void> {
  dialog ??= makeModal()
  if (!dialog.open) dialog.showModal()
  await fillDialog(dialog)
}

async function fillDialog(shown: HTMLDialogElement): Promise<void> {
  const status = makeStatus()
  const records = await listChanges()
  const kept = make('section')
  kept.hidden = true
  fillModal(shown, words.changes.title, [
    section(words.changes.onPage, await toPagePart(records)),
    section(words.changes.share, await toSharePart(status)),
    section(words.changes.inBook, toBookPart(records, status)),
    // What a page was taken from is not there on a disk.
    ...(isAtHome ? [] : [section(words.takeHome.title, toTakeHomePart(status))]),
    kept,
    status,
  ])
  // A worker that cannot be installed, as where storage is full, is waited for in vain.
  const offline = await toOfflinePart().catch(() => undefined)
  if (!offline) return
  kept.append(...section(words.offline.title, offline).childNodes)
  kept.hidden = false
}

function section(title: string, parts: readonly Node[]): HTMLElement {
  return make('section', '', [make('h3', '', [title]), ...parts])
}

async function toPagePart(records: readonly Kept[]): Promise<Node[]> {
  const changed = findChanged()
  const earlier = await findEarlierInputs(records)
  const { nothing, runThem, addCell, addSlider, addData, setAgain } = words.changes
  const add = (text: string, source: string): HTMLElement =>
    button(text, () => leave(() => addOwn(undefined, source).edit()))
  return [
    changed.length > 0 ? make('ul', 'list', changed.map(toLine)) : make('p', 'quiet', [nothing]),
    make('p', 'choices', [
      ...(changed.length > 0 ? [button(runThem, () => leave(() => void runAll(changed)))] : []),
      ...(earlier.length > 0
        ? [button(setAgain, () => leave(() => earlier.forEach((it) => it())))]
        : []),
      add(addCell, ''),
      add(addSlider, sliderExample),
      add(addData, dataExample),
      button(words.graph.action, () => leave(() => openGraph())),
    ]),
  ]
}

/** What was moved on an earlier visit, each as what sets it again. */
async function findEarlierInputs(records: readonly Kept[]): Promise<(() => void)[]> {
  const cells = findChanged()
  const moved = new Set((await collectChanges()).inputs.map(({ name }) => name))
  const inputs = new Map([...findInputs(), ...ownInputs(cells)].map((it) => [it.name, it]))
  return records.flatMap(({ page: at, kind, name, value }) => {
    const input = inputs.get(name)
    if (at !== page || kind !== 'input' || !input || moved.has(name)) return []
    // The database may hold anything.
    const kept = (value as { value?: Json } | undefined)?.value
    if (kept === undefined || JSON.stringify(kept) === JSON.stringify(input.value)) return []
    if (input instanceof HTMLElement) return () => void setInput(input, kept)
    return () => void giveOwnInput(cells, { name, value: kept })?.run()
  })
}

function leave(act: () => void): void {
  dialog?.close()
  act()
}

function toLine(cell: CellElement): HTMLElement {
  const { ownCode, notRun, compare } = words.changes
  const link = make('a', '', [cell.name])
  link.href = `#cell-${cell.name}`
  link.addEventListener('click', () => dialog?.close())
  const marks = [...(cell.isOwn ? [ownCode] : []), ...(cell.isWaiting ? [notRun] : [])]
  return make('li', '', [
    link,
    ...(marks.length > 0 ? [make('span', 'quiet', [marks.join(', ')])] : []),
    ...(cell.isOwn
      ? []
      : [
          button(compare, () => leave(() => (cell.openCode(), showDifference(cell)))),
          button(words.cell.reset, () => leave(() => void cell.reset())),
        ]),
  ])
}

async function toSharePart(status: HTMLElement): Promise<Node[]> {
  const changes = await collectChanges()
  if (isEmpty(changes)) return [make('p', 'quiet', [words.changes.nothingToShare])]
  const url = location.origin + location.pathname + (await toFragment(changes))
  const { length, link, long, tooLong } = words.changes
  const field = Object.assign(make('input', 'link'), { value: url })
  field.setAttribute('aria-label', link)
  const count = fill(length, { count: countOf(url.length) })
  const fits = url.length <= linkLengths.most && isReadable(changes)
  const advice = !fits ? tooLong : url.length > linkLengths.safe ? long : ''
  return [
    make('p', 'choices', [field, copyButton(words.changes, field, status)]),
    make('p', 'quiet', [`${count} ${advice}`.trim()]),
  ]
}

/** Whether a reader who opens the link is let in with all of it. */
function isReadable(changes: PageChanges): boolean {
  try {
    parseChanges(JSON.stringify(changes))
    return true
  } catch {
    return false
  }
}

function toBookPart(records: readonly Kept[], status: HTMLElement): Node[] {
  const { cells, saveFile, openFile, nothingInBook } = words.changes
  const lines = [...countByPage(records)].map(([at, count]) => {
    const link = make('a', '', [titleOf(bookBase + at) ?? `/${at}`])
    link.href = bookBase + at
    const text = fillCount(cells, count, document.documentElement.lang)
    return make('li', '', [link, make('span', 'quiet', [text])])
  })
  const open = async (): Promise<void> => {
    const said = await importBook()
    if (!said) return
    await openChanges()
    const line = dialog?.querySelector('.status')
    if (line) line.textContent = said
  }
  return [
    lines.length > 0 ? make('ul', 'list', lines) : make('p', 'quiet', [nothingInBook]),
    make('p', 'choices', [
      ...(lines.length > 0
        ? [button(saveFile, () => void exportBook().then((said) => (status.textContent = said)))]
        : []),
      button(openFile, () => void open()),
    ]),
  ]
}

function toTakeHomePart(status: HTMLElement): Node[] {
  const { failed, html, htmlAbout, notebookAbout, notebookFile, script, scriptAbout } =
    words.takeHome
  const ways = [
    [html, htmlAbout, savePage],
    [notebookFile, notebookAbout, saveNotebook],
    [script, scriptAbout, saveScript],
  ] as const
  return ways.map(([text, about, save]) => {
    const press = (): void => {
      status.textContent = ''
      save().catch(() => (status.textContent = failed))
    }
    return make('p', 'way', [button(text, press), make('span', 'quiet', [about])])
  })
}

/** A page's title, as the list of chapters has it. */
function titleOf(path: string): string | undefined {
  const links = document.querySelectorAll<HTMLAnchorElement>('#chapters a[href]')
  return [...links].find((it) => it.pathname === path && !it.hash)?.textContent.trim()
}
