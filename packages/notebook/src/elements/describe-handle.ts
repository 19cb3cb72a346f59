import type { DragMark } from './find-marks.ts'
import { formatInput } from './format-input.ts'
import { plainText } from './plain-text.ts'

/** Characters of what a figure calls a handle. */
const longestLabel = 60

/** How many handles have ids. */
let count = 0

/**
 * Sets a handle's accessible name: that of the controls that it moves, and behind it what the figure calls it, where that says
 * more. A handle is a control of the page, so a cell cannot give it a name that hides what it moves.
 */
export function nameHandle(element: HTMLElement, mark: DragMark): void {
  const names = findNames(mark)
  const known = names.map(({ text }) => text).join(' ')
  const label = [...(mark.label ?? '').slice(0, 4 * longestLabel)].slice(0, longestLabel).join('')
  element.id ||= `handle-${++count}`
  if (known.includes(label)) element.removeAttribute('aria-label')
  else element.setAttribute('aria-label', label)
  const ids = names.map(({ id }) => id)
  element.setAttribute(
    'aria-labelledby',
    (known.includes(label) ? ids : [...ids, element.id]).join(' '),
  )
}

/** The label of the one control that a mark moves, and the legend of all of them. */
function findNames({ input, track, indices }: DragMark): { id: string; text: string }[] {
  const legend = input.querySelector('legend')
  const isOne = Array.isArray(track) && track.length === 1
  const control = isOne || !legend ? input.ranges[indices[0]].labels?.[0] : undefined
  return [legend, control].flatMap((it, k) =>
    it
      ? [{ id: idOf(it, `${input.getAttribute('name')}-${k}-${indices[0]}`), text: plainText(it) }]
      : [],
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
