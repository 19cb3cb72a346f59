/**
 * Announces to screen readers, when the reader pauses, the result of their last action: the figure
 * or the sentence that changed next to the input that they moved, or the cell that they ran. One
 * short text; everything else can be read where it stands.
 */
import { fill } from '../strings/fill.ts'
import { fillCount } from '../strings/plural.ts'
import { plainText } from './plain-text.ts'
import { words } from './words.ts'

/** Milliseconds without a new action or change before the announcement. */
const debounceTime = 1000
/** The most characters that are announced. */
const maxLength = 240

const changed = new Set<HTMLElement>()
/** The element that the reader last acted on, until the result is announced. */
let actedOn: HTMLElement | undefined
/** When the last action or change was. */
let noted = 0
let timer: ReturnType<typeof setTimeout> | undefined
let liveRegion: HTMLElement | undefined

/** The reader did something with an input or a cell. */
export function noteAction(element: HTMLElement): void {
  actedOn = element
  changed.clear()
  // A live region must be in the page before its text changes.
  liveRegion ??= addLiveRegion()
  debounce()
}

/** A cell or a value has changed. */
export function noteChange(element: HTMLElement): void {
  if (!actedOn) return
  changed.add(element)
  debounce()
}

function addLiveRegion(): HTMLElement {
  const region = Object.assign(document.createElement('div'), {
    className: 'visually-hidden announcer',
    role: 'status',
  })
  document.body.append(region)
  return region
}

/** One timer for all that changes meanwhile: a move of a slider changes dozens of values. */
function debounce(): void {
  noted = performance.now()
  timer ??= setTimeout(awaitRest, debounceTime)
}

function awaitRest(): void {
  const rest = noted + debounceTime - performance.now()
  timer = rest > 0 ? setTimeout(awaitRest, rest) : undefined
  if (!timer) announce()
}

function announce(): void {
  if (!actedOn || !liveRegion || changed.size === 0) return
  const visible = [...changed].filter((it) => it.checkVisibility())
  const subject = changed.has(actedOn) ? actedOn : findNearest(visible, actedOn)
  if (!subject) return
  liveRegion.textContent = shorten(
    subject.localName === 'nb-cell' ? describeCell(subject) : describeValue(subject),
  )
  // Of a cell that still runs, the result is announced too.
  if (subject.getAttribute('state') !== 'running') actedOn = undefined
  changed.clear()
}

/**
 * The first candidate after the input, or else the first of all; among those in the window, if
 * there are any.
 */
function findNearest(candidates: HTMLElement[], input: Element): HTMLElement | undefined {
  const inOrder = candidates.sort((a, b) => (follows(a, b) ? -1 : 1))
  const inWindow = inOrder.filter(isInWindow)
  const pool = inWindow.length > 0 ? inWindow : inOrder
  return pool.find((it) => follows(input, it)) ?? pool[0]
}

function follows(first: Node, second: Node): boolean {
  return (first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
}

function isInWindow(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect()
  return bottom > 0 && top < innerHeight
}

function describeCell(cell: HTMLElement): string {
  const { running, rows, done, result } = words.announcer
  const name = cell.getAttribute('name') ?? ''
  const withName = (text: string): string => fill(result, { cell: name, result: text })
  if (cell.getAttribute('state') === 'running') return fill(running, { cell: name })
  const failure = cell.querySelector('.output > .failure, .code > .failure')
  if (failure) return withName(plainText(failure))
  const figure = cell.querySelector('.drawn [role="img"]')?.getAttribute('aria-label')
  if (figure) return figure
  const count = cell.querySelectorAll('.drawn tbody tr').length
  if (count > 0) return withName(fillCount(rows, count, document.documentElement.lang))
  const steps = cell.querySelector(':scope > .playback > .steps')
  if (steps) return withName(plainText(steps))
  const output = cell.querySelector('.drawn')
  return withName((output && plainText(output)) || done)
}

/** The sentence that contains a value. */
function describeValue(value: HTMLElement): string {
  const block = value.closest('p, li, td, figcaption, blockquote') ?? value
  value.setAttribute('data-announced', '')
  const copy = block.cloneNode(true) as Element
  value.removeAttribute('data-announced')
  copy.querySelector('[data-announced]')?.prepend(mark)
  return (
    plainText(copy)
      .split(/(?<=[.!?…])\s+/)
      .find((sentence) => sentence.includes(mark)) ?? plainText(value)
  ).replace(mark, '')
}

// A private-use character, which no text contains.
const mark = '\uE000'

function shorten(text: string): string {
  return text.length <= maxLength ? text : `${text.slice(0, text.lastIndexOf(' ', maxLength))} …`
}
