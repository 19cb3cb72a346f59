import { linkLengths, toFragment } from '../../kept/link.ts'
import { isEmpty } from '../../kept/changes.ts'
import type { Kept } from '../../kept/store.ts'
import { fill } from '../../strings/fill.ts'
import { countOf } from '../../kernel/limits.ts'
import { fillCount } from '../../strings/plural.ts'
import type { CellElement } from '../cell.ts'
import { toOfflinePart } from '../offline/offline-part.ts'
import { words } from '../words.ts'
import { countByPage, exportBook, importBook, listChanges } from './book-changes.ts'
import { showDifference } from './difference.ts'
import { page } from './keep.ts'
import { button, make } from './make.ts'
import { addOwn } from './own-cells.ts'
import { collectChanges, collectInputs, findChanged, findInputs } from './page-changes.ts'
import { runAll } from './run-all.ts'
import { setInput } from './set-input.ts'
import { saveNotebook, savePage, saveScript } from './take-home.ts'
import { bookBase } from '../book-base.ts'

const sliderExample = "slider('a', { min: 0, max: 10, step: 0.1, value: 3 })"
const dataExample = "data('rows')"

/** Whether this page is a file that was taken home. */
const isAtHome = document.documentElement.dataset['home'] !== undefined

let dialog: HTMLDialogElement | undefined

/** Opens the dialog of what the reader changed: on this page, in the book, to share and to keep. */
export async function openChanges(): Promise<void> {
  dialog ??= makeDialog()
  if (!dialog.open) dialog.showModal()
  await fillDialog(dialog)
}

function makeDialog(): HTMLDialogElement {
  const made = make('dialog', 'dialog changes')
  made.setAttribute('aria-labelledby', 'changes-title')
  made.addEventListener('click', ({ target }) => target === made && made.close())
  document.body.append(made)
  return made
}

async function fillDialog(shown: HTMLDialogElement): Promise<void> {
  const title = make('h2', '', [words.changes.title])
  title.id = 'changes-title'
  const close = button('×', () => shown.close(), 'close')
  close.setAttribute('aria-label', words.changes.close)
  const status = make('p', 'status')
  status.setAttribute('role', 'status')
  const records = await listChanges()
  const offline = await toOfflinePart().catch(() => undefined)
  shown.replaceChildren(
    make('header', '', [title, close]),
    make('div', 'parts', [
      section(words.changes.onPage, await toPagePart(records)),
      section(words.changes.share, await toSharePart(status)),
      section(words.changes.inBook, toBookPart(records, status)),
      // What a page was taken from is not there on a disk.
      ...(isAtHome ? [] : [section(words.takeHome.title, toTakeHomePart(status))]),
      ...(offline ? [section(words.offline.title, offline)] : []),
      status,
    ]),
  )
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
    ]),
  ]
}

/** What was moved on an earlier visit, each as what sets it again. */
async function findEarlierInputs(records: readonly Kept[]): Promise<(() => void)[]> {
  if (findInputs().length === 0) return []
  const now = new Map((await collectInputs()).map(({ name, value }) => [name, value]))
  return records.flatMap(({ page: at, kind, name, value }) => {
    const input = findInputs().find((it) => it.name === name)
    if (at !== page || kind !== 'input' || !input || now.has(name)) return []
    const kept = (value as { value: Parameters<typeof setInput>[1] }).value
    if (JSON.stringify(kept) === JSON.stringify(input.value)) return []
    return () => void setInput(input, kept)
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
  const { copyLink, length, long, tooLong, copied, notCopied } = words.changes
  const field = Object.assign(make('input', 'link'), { readOnly: true, value: url })
  field.setAttribute('aria-label', words.changes.link)
  field.addEventListener('focus', () => field.select())
  const copy = (): void =>
    void navigator.clipboard.writeText(url).then(
      () => (status.textContent = copied),
      () => {
        status.textContent = notCopied
        field.focus()
      },
    )
  const count = fill(length, { count: countOf(url.length) })
  const advice = url.length > linkLengths.most ? tooLong : url.length > linkLengths.safe ? long : ''
  return [
    make('p', 'choices', [field, button(copyLink, copy, 'main')]),
    make('p', 'quiet', [`${count} ${advice}`.trim()]),
  ]
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
        ? [button(saveFile, () => void exportBook().then(() => (status.textContent = '')))]
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
