/**
 * Tells screen readers, when the reader pauses, what came of what they did: the figure or the sentence that changed next to
 * the input that they moved, or the cell that they ran. One thing, and short: all else can be read where it stands.
 */
import { plainText } from './plain-text.ts'

/** Milliseconds without anything new before it is told. */
const pause = 1000
/** Characters of a text that are read out. */
const longest = 240

const changed = new Set<HTMLElement>()
let asker: HTMLElement | undefined
let timer: ReturnType<typeof setTimeout> | undefined
let region: HTMLElement | undefined

/** The reader did something with an input or a cell. */
export function ask(element: HTMLElement): void {
  asker = element
  changed.clear()
  // It must be there before its text changes.
  if (!region)
    document.body.append(
      (region = Object.assign(document.createElement('div'), {
        className: 'visually-hidden announcer',
        role: 'status',
      })),
    )
  wait()
}

/** A cell or a value has changed. */
export function answer(element: HTMLElement): void {
  if (!asker) return
  changed.add(element)
  wait()
}

function wait(): void {
  clearTimeout(timer)
  timer = setTimeout(tell, pause)
}

function tell(): void {
  if (!asker || !region || changed.size === 0) return
  const told = changed.has(asker)
    ? asker
    : nearest(
        [...changed].filter((it) => it.checkVisibility()),
        asker,
      )
  if (!told) return
  region.textContent = shorten(
    told.localName === 'nb-cell' ? describeCell(told) : describeValue(told),
  )
  // A cell that still runs has an answer to come.
  if (told.getAttribute('state') !== 'running') asker = undefined
  changed.clear()
}

/** What follows the input, in sight if anything is, else what comes first. */
function nearest(candidates: HTMLElement[], input: Element): HTMLElement | undefined {
  const inOrder = candidates.sort((a, b) => (follows(a, b) ? -1 : 1))
  const seen = inOrder.filter(isInSight)
  const pool = seen.length > 0 ? seen : inOrder
  return pool.find((it) => follows(input, it)) ?? pool[0]
}

function follows(first: Node, second: Node): boolean {
  return (first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
}

function isInSight(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect()
  return bottom > 0 && top < innerHeight
}

function describeCell(cell: HTMLElement): string {
  const name = cell.getAttribute('name') ?? ''
  if (cell.getAttribute('state') === 'running') return `cell ${name} is running`
  const failure = cell.querySelector('.output > .failure, .code > .failure')
  if (failure) return `cell ${name}: ${plainText(failure)}`
  const figure = cell.querySelector('.drawn [role="img"]')?.getAttribute('aria-label')
  if (figure) return figure
  const rows = cell.querySelectorAll('.drawn tbody tr').length
  if (rows > 0) return `cell ${name}: a table of ${rows} ${rows === 1 ? 'row' : 'rows'}`
  const steps = cell.querySelector(':scope > .playback > .steps')
  if (steps) return `cell ${name}: ${plainText(steps)}`
  const output = cell.querySelector('.drawn')
  return `cell ${name}: ${(output && plainText(output)) || 'done'}`
}

/** The sentence in which a value stands. */
function describeValue(value: HTMLElement): string {
  const block = value.closest('p, li, td, figcaption, blockquote') ?? value
  value.setAttribute('data-told', '')
  const copy = block.cloneNode(true) as Element
  value.removeAttribute('data-told')
  copy.querySelector('[data-told]')?.prepend(mark)
  return (
    plainText(copy)
      .split(/(?<=[.!?…])\s+/)
      .find((sentence) => sentence.includes(mark)) ?? plainText(value)
  ).replace(mark, '')
}

// A character that no text has.
const mark = '\uE000'

function shorten(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, text.lastIndexOf(' ', longest))} …`
}
