import { marksWith, readMarkTexts } from '../figure/marks.ts'
import { words } from './words.ts'

/**
 * Tips of figures' marks, and of what the page itself tells (`data-tell`), such as a symbol's meaning:
 * shown when it is pointed at or tapped. With the keyboard, marks are read one after another, as the
 * arrow keys move through a figure. A tip is always shown as text, whatever a cell puts there.
 */

/** What tells its text, or its accessible name where that is empty. */
const telling = '[data-tell]'
// What a cell writes into a tip is a line or two.
const maxLength = 200
const withTip = marksWith('tip')
const marked = `nb-cell .drawn ${withTip}, nb-cell .handles > ${withTip}`
// Handles are tab stops of their own.
const withoutStop = `.drawn ${withTip}:not(${marksWith('drag')})`

type FindMark = () => Element | null | undefined
const nothing: FindMark = () => undefined

const tip = Object.assign(document.createElement('div'), { className: 'tip', hidden: true })
tip.setAttribute('role', 'status')
document.body.append(tip)

/** Finds the mark whose tip is shown, or its successor after a redraw. */
let findMark: FindMark = nothing

/**
 * Finds what tells its text because it has the focus: that is shown again when the pointer leaves
 * another, and stays when the page scrolls below a pointer that rests.
 */
let findFocused: FindMark = nothing

/**
 * Shows the tip of the mark that `find` returns, now and after each redraw; hides it where there is
 * none.
 */
function showTip(find: FindMark): void {
  findMark = find
  const mark = find()?.closest(`${marked}, ${telling}`)
  const text = mark ? textOf(mark) : ''
  tip.hidden = text === ''
  tip.textContent = text
  if (mark && !tip.hidden) place(mark.getBoundingClientRect())
}

function textOf(mark: Element): string {
  if (mark.matches(telling)) return mark.getAttribute('data-tell') || (mark.ariaLabel ?? '')
  const { tip: text = '' } = readMarkTexts(mark)
  return text.length > maxLength ? `${text.slice(0, maxLength)}…` : text
}

/** Places the tip above the mark, or below it where there is no room, and within the window. */
function place({ x, width, top, bottom }: DOMRect): void {
  const half = tip.offsetWidth / 2 + 8
  tip.style.left = `${Math.max(half, Math.min(document.documentElement.clientWidth - half, x + width / 2))}px`
  tip.style.top = `${top < tip.offsetHeight + 12 ? bottom + 8 : top - tip.offsetHeight - 8}px`
}

/** Shows the tip of what has the focus. */
function showFocused(find: FindMark): void {
  findFocused = find
  showTip(find)
}

function hide(): void {
  showFocused(nothing)
}

/**
 * A handle outlives redraws of the figure. Any other mark is replaced, and found again by the
 * pointer's position.
 */
function onPoint({ target, clientX, clientY }: PointerEvent): void {
  const mark = (target as Element).closest(`${withTip}, ${telling}`)
  if (!mark) showTip(findFocused)
  else if (mark.matches(telling) || mark.parentElement?.className === 'handles') showTip(() => mark)
  else showTip(() => document.elementFromPoint(clientX, clientY))
}

document.addEventListener('pointerover', onPoint)
document.addEventListener('pointerdown', onPoint)
document.addEventListener('scroll', () => tip.hidden || showTip(findMark), {
  passive: true,
  capture: true,
})
document.addEventListener('keydown', ({ key }) => key === 'Escape' && hide())
document.addEventListener('focusin', ({ target }) => {
  if ((target as Element).matches(`:is(.handles > ${withTip}, ${telling}):focus-visible`))
    showFocused(() => target as Element)
})
document.addEventListener('focusout', ({ target }) => {
  findFocused = nothing
  if ((target as Element).matches(telling)) hide()
})

/**
 * Keyboard access to a figure's tips: one tab stop, from which the arrow keys move from mark to
 * mark.
 */
class TipReader {
  readonly #output: Element
  readonly #tabStop = Object.assign(document.createElement('div'), {
    className: 'tip-reader',
    tabIndex: 0,
    role: 'group',
  })
  #at = -1

  constructor(output: Element) {
    this.#output = output
    this.#tabStop.setAttribute('aria-label', words.tips)
    this.#tabStop.addEventListener('keydown', (event) => this.#onKeydown(event))
    this.#tabStop.addEventListener('blur', hide)
    new MutationObserver(() => this.#refresh()).observe(output, { childList: true, subtree: true })
    this.#refresh()
  }

  /** Without marks that have handles: those are tab stops of their own. */
  get #marks(): Element[] {
    return [...this.#output.querySelectorAll(withoutStop)].filter((it) => it.checkVisibility())
  }

  #refresh(): void {
    const has = this.#output.querySelector(withoutStop) !== null
    if (!has) this.#tabStop.remove()
    else if (!this.#tabStop.isConnected) this.#output.after(this.#tabStop)
    if (!tip.hidden) showTip(findMark)
  }

  #onKeydown(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    const { length } = this.#marks
    this.#at = this.#at < 0 && step < 0 ? length - 1 : (this.#at + step + length) % length
    showFocused(() => this.#marks[this.#at])
  }
}

for (const output of document.querySelectorAll('nb-cell .output')) new TipReader(output)
// What was pointed at or has the focus, and made this module load.
const [hovered, focused] = [':hover', ':focus-visible'].map((state) =>
  document.querySelector(telling + state),
)
showFocused(() => focused)
if (hovered) showTip(() => hovered)
