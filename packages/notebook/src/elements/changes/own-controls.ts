import type { InputCall } from '../../kept/input-call.ts'
import type { Json } from '../../kernel/json.ts'
import type { CellElement } from '../cell.ts'
import { formatInput } from '../format-input.ts'
import { make } from './make.ts'

export type ControlCall = Exclude<InputCall, { kind: 'data' }>

/** Shows a control above a cell's output, in the place of the one before; undefined for none. */
export function showControl(cell: CellElement, control: HTMLElement | undefined): void {
  cell.querySelector(':scope > figure > .own-input')?.remove()
  if (!control) return
  control.classList.add('own-input')
  cell.querySelector(':scope > figure')?.prepend(control)
}

/** The control of an input of the reader's own, in the page's style. */
export function toControl(
  cell: CellElement,
  call: ControlCall,
  submit: (value: Json) => void,
): HTMLElement {
  switch (call.kind) {
    case 'slider':
      return toSlider(cell, call, submit)
    case 'choice':
      return toChoice(cell, call, submit)
    case 'toggle':
      return toToggle(call, submit)
  }
}

/** The value that a control with such steps can have, which is what cells are given. */
export function snap({ min, max, step, value }: InputCall & { kind: 'slider' }): number {
  const range = Object.assign(make('input'), { type: 'range' })
  for (const [key, it] of Object.entries({ min, max, step })) range.setAttribute(key, String(it))
  range.value = String(value)
  return range.valueAsNumber
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

/** Options that stand beside each other; more of them open as a list. */
const mostRadios = 20

function toChoice(
  cell: CellElement,
  call: InputCall & { kind: 'choice' },
  submit: (value: Json) => void,
): HTMLElement {
  const shown = call.options.length > mostRadios ? toList(cell, call) : toRadios(cell, call)
  shown.addEventListener('input', ({ target }) => submit((target as HTMLInputElement).value))
  return shown
}

function toRadios(
  cell: CellElement,
  { name, options, value }: InputCall & { kind: 'choice' },
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
  return make('div', 'input choice', [
    make('fieldset', '', [make('legend', '', [name]), ...labels]),
  ])
}

function toList(
  cell: CellElement,
  { name, options, value }: InputCall & { kind: 'choice' },
): HTMLElement {
  const id = `own-${cell.name}-${name}`
  const items = options.map((it) => Object.assign(make('option', '', [it]), { value: it }))
  const list = Object.assign(make('select'), { id, autocomplete: 'off' })
  list.append(...items)
  list.selectedIndex = options.indexOf(value)
  return make('div', 'input list', [
    Object.assign(make('label', '', [name]), { htmlFor: id }),
    list,
  ])
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
