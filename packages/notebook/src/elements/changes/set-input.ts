import type { Json } from '../../kernel/json.ts'
import type { InputElement } from '../input.ts'

/**
 * Gives an input a value that comes from elsewhere, as if the reader had moved it. Returns false where
 * it does not fit.
 */
export function setInput(input: InputElement, value: Json): boolean {
  switch (input.getAttribute('kind')) {
    case 'Slider':
      return typeof value === 'number' && move(input, [value])
    case 'Vector':
    case 'Point':
      return isNumbers(value) && move(input, value)
    case 'Simplex':
      return isNumbers(value) && moveShares(input, value)
    case 'Choice':
      return choose(input, (it) => it.value === value)
    case 'Toggle':
      return typeof value === 'boolean' && turn(input, value)
    default:
      return false
  }
}

function isNumbers(value: Json): value is number[] {
  return Array.isArray(value) && value.every((it) => typeof it === 'number' && Number.isFinite(it))
}

function move(input: InputElement, values: readonly number[]): boolean {
  const { ranges } = input
  const fits =
    values.length === ranges.length &&
    ranges.every(({ min, max }, i) => values[i] >= Number(min) && values[i] <= Number(max))
  if (fits) input.move(new Map(values.entries()))
  return fits
}

function moveShares(input: InputElement, shares: readonly number[]): boolean {
  const sum = shares.reduce((a, b) => a + b, 0)
  const fits =
    shares.length === input.ranges.length &&
    shares.every((it) => it >= 0 && it <= 1) &&
    Math.abs(sum - 1) < 1e-6
  if (fits) input.moveShares(shares)
  return fits
}

function choose(input: InputElement, isChosen: (control: HTMLInputElement) => boolean): boolean {
  const control = input.controls.find(isChosen)
  if (!control) return false
  control.checked = true
  control.dispatchEvent(new Event('input', { bubbles: true }))
  return true
}

function turn(input: InputElement, on: boolean): boolean {
  const [control] = input.controls
  control.checked = on
  control.dispatchEvent(new Event('input', { bubbles: true }))
  return true
}
