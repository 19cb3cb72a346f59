import type { DragMark } from './find-marks.ts'
import { formatInput } from './format-input.ts'

/**
 * Sets a handle's accessible name: the one given by the figure, or that of the controls that it
 * moves.
 */
export function nameHandle(element: HTMLElement, { label, input, track, indices }: DragMark): void {
  if (label !== undefined) return element.setAttribute('aria-label', label)
  const legend = input.querySelector('legend')
  const isOne = Array.isArray(track) && track.length === 1
  const control = isOne || !legend ? input.ranges[indices[0]].labels?.[0] : undefined
  element.setAttribute(
    'aria-labelledby',
    [legend, control]
      .flatMap((it, k) =>
        it ? [idOf(it, `${input.getAttribute('name')}-${k}-${indices[0]}`)] : [],
      )
      .join(' '),
  )
}

function idOf(element: Element, name: string): string {
  return (element.id ||= `name-of-${name}`)
}

/** Sets a handle's accessible value: its number and limits, or all its numbers with their names. */
export function describeHandle(element: HTMLElement, { input, track, indices }: DragMark): void {
  const shown = Array.isArray(track) ? track.map((_, k) => indices[k]) : [...input.ranges.keys()]
  const [first] = shown
  const { min, max } = input.ranges[first]
  const texts = shown.map((index) =>
    formatInput(
      input.numbers[index],
      Number(input.ranges[index].step),
      Number(input.ranges[index].min),
    ),
  )
  const names = shown.map((index) => input.ranges[index].labels?.[0]?.textContent?.trim() ?? '')
  element.ariaValueMin = min
  element.ariaValueMax = max
  element.ariaValueNow = String(input.numbers[first])
  element.ariaValueText =
    shown.length === 1 ? texts[0] : texts.map((text, k) => `${names[k]} ${text}`).join(', ')
}
