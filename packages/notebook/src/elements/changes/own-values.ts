import type { InputValue } from '../../kept/changes.ts'
import { readInputCall, withValue, type InputCall } from '../../kept/input-call.ts'
import type { Json } from '../../kernel/json.ts'
import type { CellElement } from '../cell.ts'
import type { ControlCall } from './own-controls.ts'

/** Where the reader has moved inputs of their own since the cells that make them ran. */
const moved = new WeakMap<CellElement, InputValue>()
/** The values, by name, of inputs whose cells have not run yet: those of a link or of an earlier visit. */
const given = new Map<string, Json>()

/** The code that the cells of such inputs have given the kernel last. */
const sent = new WeakMap<CellElement, string>()

export function setSent(cell: CellElement, code: string | undefined): void {
  if (code === undefined) sent.delete(cell)
  else sent.set(cell, code)
}

/** What a cell has given the kernel last for an input; undefined where it has not run as it stands. */
export function sentFor(cell: CellElement, name: string): string | undefined {
  const code = sent.get(cell)
  return code?.startsWith(`const ${name} = `) ? code : undefined
}

/** The input that a cell of the reader's makes, if it makes one. */
export function readCall(cell: CellElement): InputCall | undefined {
  return cell.isOwn ? readInputCall(cell.source) : undefined
}

/** The same, if it can be moved. */
function readControl(cell: CellElement): ControlCall | undefined {
  const call = readCall(cell)
  return call?.kind === 'data' ? undefined : call
}

/** The cell that makes an input of the reader's own. */
function findMaker(cells: readonly CellElement[], name: string): CellElement | undefined {
  return cells.find((it) => readControl(it)?.name === name)
}

/**
 * Has an input of the reader's own stand at a value from when its cell runs next. Returns that cell; to nothing where no cell
 * makes such an input, or the value does not fit.
 */
export function giveOwnInput(
  cells: readonly CellElement[],
  { name, value }: InputValue,
): CellElement | undefined {
  const cell = findMaker(cells, name)
  const call = cell && readControl(cell)
  if (!call || !withValue(call, value)) return undefined
  given.set(name, value)
  return cell
}

/** The call that a cell runs as, with the value that was given for it. */
export function startOwnInput(cell: CellElement, call: ControlCall): ControlCall {
  moved.delete(cell)
  const value = given.get(call.name)
  given.delete(call.name)
  const start =
    value === undefined ? undefined : (withValue(call, value) as ControlCall | undefined)
  if (start) moved.set(cell, { name: call.name, value: start.value })
  return start ?? call
}

export function moveOwnInput(cell: CellElement, to: InputValue): void {
  moved.set(cell, to)
}

/** Where an input of the reader's own stands, or will when its cell has run. */
export function valueOf(cell: CellElement, call: ControlCall): Json {
  const at = moved.get(cell)
  return (at?.name === call.name ? at.value : given.get(call.name)) ?? call.value
}

/** All inputs of the reader's own, with where they stand and where their code has them. */
export function ownInputs(cells: readonly CellElement[]): (InputValue & { coded: Json })[] {
  return cells.flatMap((cell) => {
    const call = readControl(cell)
    return call ? [{ name: call.name, value: valueOf(cell, call), coded: call.value }] : []
  })
}

/** Those that stand elsewhere than in their code. */
export function movedOwnInputs(cells: readonly CellElement[]): InputValue[] {
  return ownInputs(cells)
    .filter(({ value, coded }) => value !== coded)
    .map(({ name, value }) => ({ name, value }))
}
