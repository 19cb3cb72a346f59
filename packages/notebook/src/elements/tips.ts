import { marksWith, readMark } from '../figure/marks.ts'

/**
 * The tips of a figure's marks are shown: when a mark is pointed at or tapped, and to the keyboard one after another, as the
 * arrow keys go through a figure's marks. A tip is text, whatever a cell puts there.
 */

// A tip is a line or two.
const longest = 200
const withTip = marksWith('tip')
const marked = `nb-cell .drawn ${withTip}, nb-cell .handles > ${withTip}`
// Handles have stops of their own.
const unstopped = `.drawn ${withTip}:not(${marksWith('drag')})`

const tip = Object.assign(document.createElement('div'), { className: 'tip', hidden: true })
tip.setAttribute('role', 'status')
document.body.append(tip)

/** Finds what the tip is of, which may have been drawn anew since it was shown. */
let find: () => Element | null | undefined = () => undefined

/** Shows the tip of what `found` finds, now and whenever a figure is drawn anew; nothing, if it finds nothing. */
function tell(found: () => Element | null | undefined): void {
  find = found
  const mark = found()?.closest(marked)
  const { tip: text = '' } = mark ? readMark(mark) : {}
  tip.hidden = text === ''
  tip.textContent = text.length > longest ? `${text.slice(0, longest)}…` : text
  if (mark && !tip.hidden) place(mark.getBoundingClientRect())
}

/** Above the mark, or below where there is no room, and within the window. */
function place({ x, width, top, bottom }: DOMRect): void {
  const half = tip.offsetWidth / 2 + 8
  tip.style.left = `${Math.max(half, Math.min(document.documentElement.clientWidth - half, x + width / 2))}px`
  tip.style.top = `${top < tip.offsetHeight + 12 ? bottom + 8 : top - tip.offsetHeight - 8}px`
}

function hide(): void {
  tell(() => undefined)
}

/** A handle stays where figures come and go; of any other mark the place is known, where its successor will be. */
function point({ target, clientX, clientY }: PointerEvent): void {
  const mark = (target as Element).closest(marked)
  if (!mark) hide()
  else if (mark.parentElement?.className === 'handles') tell(() => mark)
  else tell(() => document.elementFromPoint(clientX, clientY))
}

document.addEventListener('pointerover', point)
document.addEventListener('pointerdown', point)
document.addEventListener('scroll', () => tip.hidden || tell(find), {
  passive: true,
  capture: true,
})
document.addEventListener('keydown', ({ key }) => key === 'Escape' && hide())
document.addEventListener('focusin', ({ target }) => {
  if ((target as Element).matches(`.handles > ${withTip}:focus-visible`))
    tell(() => target as Element)
})

/** A figure's marks with tips, for the keyboard: one stop, and the arrow keys go from mark to mark. */
class TipReader {
  readonly #output: Element
  readonly #stop = Object.assign(document.createElement('div'), {
    className: 'tip-reader',
    tabIndex: 0,
    role: 'group',
  })
  #at = -1

  constructor(output: Element) {
    this.#output = output
    this.#stop.setAttribute(
      'aria-label',
      'Marks of the figure: the arrow keys tell one after another',
    )
    this.#stop.addEventListener('keydown', (event) => this.#press(event))
    this.#stop.addEventListener('blur', hide)
    new MutationObserver(() => this.#refresh()).observe(output, { childList: true, subtree: true })
    this.#refresh()
  }

  get #marks(): Element[] {
    return [...this.#output.querySelectorAll(unstopped)].filter((it) => it.checkVisibility())
  }

  #refresh(): void {
    const has = this.#output.querySelector(unstopped) !== null
    if (!has) this.#stop.remove()
    else if (!this.#stop.isConnected) this.#output.after(this.#stop)
    if (!tip.hidden) tell(find)
  }

  #press(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    const { length } = this.#marks
    this.#at = this.#at < 0 && step < 0 ? length - 1 : (this.#at + step + length) % length
    tell(() => this.#marks[this.#at])
  }
}

for (const output of document.querySelectorAll('nb-cell .output')) new TipReader(output)
