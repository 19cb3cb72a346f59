import { looksLikeInput, readInputCall, toInputCode } from '../../kept/input-call.ts'
import type { EditAnswer } from '../../hosts/client/cell-state.ts'
import type { Json } from '../../kernel/json.ts'
import type { CellElement } from '../cell.ts'
import { words } from '../words.ts'
import { keep, toKept } from './keep.ts'
import { showControl, snap, toControl, type ControlCall } from './own-controls.ts'
import { showData } from './own-data.ts'
import { moveOwnInput, setSent, startOwnInput } from './own-values.ts'

/** Runs code in the place of the cell's. */
export type Send = (code: string) => Promise<EditAnswer>

/**
 * Runs a cell of the reader's that is a call such as `slider('a', { min: 0, max: 10 })`: shows the
 * input above the cell's output, and gives its value to all cells by its name. Resolves to nothing
 * where the cell is no such call.
 */
export async function runInput(cell: CellElement, sendCode: Send): Promise<EditAnswer | undefined> {
  showControl(cell, undefined)
  setSent(cell, undefined)
  if (!looksLikeInput(cell.source)) return undefined
  const send: Send = (code) => {
    setSent(cell, code)
    return sendCode(code)
  }
  const call = readInputCall(cell.source)
  if (!call) {
    cell.note(words.inputs.howTo)
    return 'refused'
  }
  if (call.kind === 'data') return showData(cell, call.name, send)
  return showMovable(cell, call, send)
}

function showMovable(cell: CellElement, call: ControlCall, send: Send): Promise<EditAnswer> {
  const { name } = call
  const started = startOwnInput(cell, call)
  if (started !== call) keepValue(name, started.value)
  if (started.kind === 'slider') started.value = snap(started)
  const sendNewest = newestOnly(send)
  let last: Json = started.value
  const control = toControl(cell, started, (value) => {
    last = value
    moveOwnInput(cell, { name, value })
    sendNewest(toInputCode(name, value))
  })
  // When the hand lets go.
  control.addEventListener('change', () => keepValue(name, last))
  showControl(cell, control)
  return send(toInputCode(name, started.value))
}

function keepValue(name: string, value: Json): void {
  void keep('input', name, toKept(value))
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
