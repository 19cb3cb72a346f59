import {
  looksLikeInput,
  readInputCall,
  toInputCode,
  type InputCall,
} from '../../kept/input-call.ts'
import { DataError, dataLimit, readData, toDataCode } from '../../kept/read-table.ts'
import type { EditAnswer } from '../../hosts/client/cell-state.ts'
import { typeOfData } from '../../kept/type-of-data.ts'
import { fill } from '../../strings/fill.ts'
import { countOf } from '../../kernel/limits.ts'
import type { Json } from '../../kernel/json.ts'
import type { CellElement } from '../cell.ts'
import { formatInput } from '../format-input.ts'
import { words } from '../words.ts'
import { setDataType } from './data-types.ts'
import { chooseFile } from './download.ts'
import { keep, page, readKept } from './keep.ts'
import { button, make } from './make.ts'
import { findChanged } from './page-changes.ts'
import { runAll } from './run-all.ts'

/** The code that such cells have given the kernel last. */
const sent = new WeakMap<CellElement, string>()

/** A cell's code without a call that only a page understands: the input's value in its place. */
export function plainSource(cell: CellElement): string {
  const call = looksLikeInput.test(cell.source) ? readInputCall(cell.source) : undefined
  if (!call) return cell.source
  return sent.get(cell) ?? toInputCode(call.name, call.kind === 'data' ? [] : call.value)
}

/** Runs code in the place of the cell's. */
type Send = (code: string) => Promise<EditAnswer>

/**
 * Runs a cell of the reader's that is a call such as `slider('a', { min: 0, max: 10 })`: shows the
 * input above the cell's output, and gives its value to all cells by its name. Resolves to nothing
 * where the cell is no such call.
 */
export async function runInput(cell: CellElement, sendCode: Send): Promise<EditAnswer | undefined> {
  showControl(cell, undefined)
  sent.delete(cell)
  if (!looksLikeInput.test(cell.source)) return undefined
  const send: Send = (code) => {
    sent.set(cell, code)
    return sendCode(code)
  }
  const call = readInputCall(cell.source)
  if (!call) {
    cell.note(words.inputs.howTo)
    return 'refused'
  }
  if (call.kind === 'data') return showData(cell, call.name, send)
  if (call.kind === 'slider') call.value = snap(call)
  showControl(cell, toControl(cell, call, newestOnly(send)))
  return send(toInputCode(call.name, call.value))
}

/** The value that a control with such steps can have, which is what cells are given. */
function snap({ min, max, step, value }: InputCall & { kind: 'slider' }): number {
  const range = Object.assign(make('input'), { type: 'range' })
  for (const [key, it] of Object.entries({ min, max, step })) range.setAttribute(key, String(it))
  range.value = String(value)
  return range.valueAsNumber
}

function showControl(cell: CellElement, control: HTMLElement | undefined): void {
  cell.querySelector(':scope > figure > .own-input')?.remove()
  if (!control) return
  control.classList.add('own-input')
  cell.querySelector(':scope > figure')?.prepend(control)
}

/** While one value is under way only the newest of the others waits. */
function newestOnly(send: Send): (code: string) => void {
  let isBusy = false
  let waiting: string | undefined
  const next = async (code: string): Promise<void> => {
    isBusy = true
    await send(code)
    isBusy = false
    const newest = waiting
    waiting = undefined
    if (newest !== undefined) void next(newest)
  }
  return (code) => {
    if (isBusy) waiting = code
    else void next(code)
  }
}

function toControl(
  cell: CellElement,
  call: Exclude<InputCall, { kind: 'data' }>,
  send: (code: string) => void,
): HTMLElement {
  const submit = (value: Json): void => send(toInputCode(call.name, value))
  switch (call.kind) {
    case 'slider':
      return toSlider(cell, call, submit)
    case 'choice':
      return toChoice(cell, call, submit)
    case 'toggle':
      return toToggle(call, submit)
  }
}

function toSlider(
  cell: CellElement,
  { name, min, max, step, value }: InputCall & { kind: 'slider' },
  submit: (value: Json) => void,
): HTMLElement {
  const id = `own-${cell.name}-${name}`
  const range = Object.assign(make('input'), { type: 'range', id, autocomplete: 'off' })
  for (const [key, it] of Object.entries({ min, max, step })) range.setAttribute(key, String(it))
  range.value = String(value)
  const label = Object.assign(make('label', '', [name]), { htmlFor: id })
  const text = make('output')
  const shown = make('div', 'input slider', [label, range, text])
  const update = (): void => {
    text.value = formatInput(range.valueAsNumber, step, min)
    range.setAttribute('aria-valuetext', text.value)
    shown.style.setProperty('--at', String((range.valueAsNumber - min) / (max - min)))
  }
  update()
  range.addEventListener('input', () => {
    update()
    submit(range.valueAsNumber)
  })
  return shown
}

function toChoice(
  cell: CellElement,
  { name, options, value }: InputCall & { kind: 'choice' },
  submit: (value: Json) => void,
): HTMLElement {
  const labels = options.map((option) => {
    const radio = Object.assign(make('input'), {
      type: 'radio',
      name: `own-${cell.name}`,
      value: option,
      checked: option === value,
    })
    return make('label', '', [radio, ' ', make('span', '', [option])])
  })
  const shown = make('div', 'input choice', [
    make('fieldset', '', [make('legend', '', [name]), ...labels]),
  ])
  shown.addEventListener('input', ({ target }) => submit((target as HTMLInputElement).value))
  return shown
}

function toToggle(
  { name, value }: InputCall & { kind: 'toggle' },
  submit: (value: Json) => void,
): HTMLElement {
  const box = Object.assign(make('input'), { type: 'checkbox', checked: value })
  box.setAttribute('role', 'switch')
  box.addEventListener('input', () => submit(box.checked))
  return make('div', 'input toggle', [make('label', '', [box, ' ', make('span', '', [name])])])
}

/** Shows where data is dropped, pasted or chosen; what was given before is there again. */
async function showData(cell: CellElement, name: string, send: Send): Promise<EditAnswer> {
  const status = make('p', 'quiet')
  status.setAttribute('role', 'status')
  const take = async (text: string, isNew = true): Promise<EditAnswer> => {
    try {
      const data = readData(text)
      const rows = data.kind === 'table' ? data.rows.length : listLength(data.value)
      const columns = data.kind === 'table' ? data.names.join(', ') : 'JSON'
      setDataType(cell, name, typeOfData(data))
      status.textContent = fill(words.inputs.hasData, { name, rows: countOf(rows), columns })
      if (isNew)
        keepData(name, text).then(
          (kept) => kept || (status.textContent += ` ${words.inputs.dataNotKept}`),
          () => {},
        )
      const answer = await send(toDataCode(name, data))
      // What had no data until now.
      if (isNew)
        void runAll(
          findChanged().filter(
            (it) => it.isOwn && it !== cell && it.getAttribute('state') === 'failed',
          ),
        )
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
  const before = await findKeptData(name)
  if (before !== undefined) return take(before, false)
  status.textContent = fill(words.inputs.noData, { name })
  return 'refused'
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
  zone.addEventListener('paste', (event) => {
    event.preventDefault()
    const file = event.clipboardData?.files[0]
    void (file ? takeFile(file) : take(event.clipboardData?.getData('text/plain') ?? ''))
  })
  return zone
}

/** Data is kept by itself: it is too long for a link, and for the text of a cell. */
const keyOf = (name: string): string => `data:${name}`

function keepData(name: string, text: string): Promise<boolean> {
  return keep('input', keyOf(name), { at: Date.now(), value: text } as { at: number })
}

async function findKeptData(name: string): Promise<string | undefined> {
  const record = (await readKept()).find(
    (it) => it.page === page && it.kind === 'input' && it.name === keyOf(name),
  )
  const value = (record?.value as { value?: unknown } | null | undefined)?.value
  return typeof value === 'string' ? value : undefined
}
