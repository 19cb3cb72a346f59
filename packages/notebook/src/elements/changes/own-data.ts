import { toDataCode } from '../../kept/data-code.ts'
import { DataError } from '../../kept/data-error.ts'
import { dataLimit, readData } from '../../kept/read-table.ts'
import { runInSlices, type Steps } from '../../kernel/steps.ts'
import { typeOfData } from '../../kept/type-of-data.ts'
import { fill } from '../../strings/fill.ts'
import { countOf, cutText } from '../../kernel/limits.ts'
import type { Json } from '../../kernel/json.ts'
import { carriedText } from '../../hosts/client/carried.ts'
import { toInputCode } from '../../kept/input-call.ts'
import type { CellElement } from '../cell.ts'
import { words } from '../words.ts'
import { setDataType } from './data-types.ts'
import { chooseFile } from './download.ts'
import { keep, page, readKept, toKept } from './keep.ts'
import { button, make } from './make.ts'
import type { Send } from './own-inputs.ts'
import { findChanged } from './page-changes.ts'
import { runAll } from './run-all.ts'
import { showControl } from './own-controls.ts'

/** Shows where data is dropped, pasted or chosen; what was given before is there again. */
export async function showData(cell: CellElement, name: string, send: Send): ReturnType<Send> {
  const status = make('p', 'quiet')
  status.setAttribute('role', 'status')
  const take = async (text: string, isNew = true): ReturnType<Send> => {
    try {
      const code = await read(cell, name, text, status)
      const isKept = isNew ? keepData(name, text) : Promise.resolve(!unkept.has(name))
      void isKept.then((kept) => kept || (status.textContent += ` ${words.inputs.dataNotKept}`))
      const answer = await send(code)
      if (isNew) void runAll(findWaiting(cell))
      return answer
    } catch (error) {
      if (!(error instanceof DataError)) throw error
      status.textContent = words.inputs.refused[error.reason]
      return 'refused'
    }
  }
  const takeFile = async (file: File | undefined): Promise<void> => {
    if (!file) return
    if (file.size > dataLimit) status.textContent = words.inputs.refused.tooLarge
    else await take(await file.text())
  }
  showControl(cell, toDropZone(name, takeFile, take, status))
  const before = await findData(name)
  if (before !== undefined) return take(before, false)
  status.textContent = fill(words.inputs.noData, { name })
  return 'refused'
}

/** Does long work while the page goes on answering. */
function answering<T>(steps: Steps<T>): Promise<T> {
  const rest = (): Promise<void> => new Promise((done) => setTimeout(done))
  return runInSlices(steps, () => performance.now(), rest)
}

/** Reads data, and tells what there is. Resolves to the code that gives it to cells. */
async function read(
  cell: CellElement,
  name: string,
  text: string,
  status: HTMLElement,
): Promise<string> {
  const data = await answering(readData(text))
  const rows = data.kind === 'table' ? data.rows.length : listLength(data.value)
  const columns = data.kind === 'table' ? cutText(data.names.join(', '), 1_000) : 'JSON'
  setDataType(cell, name, await answering(typeOfData(data)))
  status.textContent = fill(words.inputs.hasData, { name, rows: countOf(rows), columns })
  return answering(toDataCode(name, data))
}

/** The reader's own cells that had no data until now. */
function findWaiting(cell: CellElement): CellElement[] {
  return findChanged().filter(
    (it) => it.isOwn && it !== cell && it.getAttribute('state') === 'failed',
  )
}

function listLength(value: Json): number {
  return Array.isArray(value) ? value.length : 1
}

function toDropZone(
  name: string,
  takeFile: (file: File | undefined) => Promise<void>,
  take: (text: string) => Promise<unknown>,
  status: HTMLElement,
): HTMLElement {
  const choose = button(
    words.inputs.chooseFile,
    () => void chooseFile('.csv,.tsv,.json,.txt,text/csv,application/json').then(takeFile),
  )
  const zone = make('div', 'drop-zone', [
    make('p', '', [fill(words.inputs.drop, { name }), ' ', choose]),
    status,
  ])
  zone.tabIndex = 0
  zone.setAttribute('role', 'group')
  zone.setAttribute('aria-label', fill(words.inputs.drop, { name }))
  zone.addEventListener('dragover', (event) => event.preventDefault())
  zone.addEventListener('drop', (event) => {
    event.preventDefault()
    void takeFile(event.dataTransfer?.files[0])
  })
  hearPastes(zone, ({ clipboardData }) => {
    const file = clipboardData?.files[0]
    void (file ? takeFile(file) : take(clipboardData?.getData('text/plain') ?? ''))
  })
  return zone
}

/** Calls back with what is pasted into `zone`. Firefox tells that where the selection is, wherever the focus is. */
function hearPastes(zone: HTMLElement, onPaste: (event: ClipboardEvent) => void): void {
  const hear = (event: ClipboardEvent): void => {
    if (event.defaultPrevented) return
    event.preventDefault()
    onPaste(event)
  }
  zone.addEventListener('paste', hear)
  const hearAnywhere = (event: ClipboardEvent): void => {
    if (!zone.isConnected) document.removeEventListener('paste', hearAnywhere)
    else if (zone.contains(document.activeElement)) hear(event)
  }
  document.addEventListener('paste', hearAnywhere)
}

/** Data is kept by itself, under this name: it is too long for a link, and for the text of a cell. */
export const keyOf = (name: string): string => `data:${name}`

/** Data of this visit that the browser could not keep. */
const unkept = new Map<string, string>()

async function keepData(name: string, text: string): Promise<boolean> {
  unkept.set(name, text)
  const isKept = await keep('input', keyOf(name), toKept(text))
  if (isKept && unkept.get(name) === text) unkept.delete(name)
  return isKept
}

/** The text that was given for data: on this visit, on an earlier one, or before the page was taken home with it. */
export async function findData(name: string): Promise<string | undefined> {
  const given = unkept.get(name)
  if (given !== undefined) return given
  const [record] = await readKept(page, 'input', keyOf(name))
  const carried = carriedText(keyOf(name))
  const savedAt = Number(document.documentElement.dataset['saved'])
  // Another file of the same page may have left its own here.
  if (carried !== undefined && !(record?.at > savedAt)) return carried
  const value = (record?.value as { value?: unknown } | null | undefined)?.value
  return typeof value === 'string' ? value : undefined
}

/** The code that gives cells what was given for data, be it on an earlier visit. */
export async function findDataCode(name: string): Promise<string> {
  const text = await findData(name)
  if (text === undefined) return toInputCode(name, [])
  return answering(toDataCode(name, await answering(readData(text))))
}
