/**
 * Marks with `data-tip` tell it: when they are pointed at or tapped, and to the keyboard one after another, as the arrow
 * keys go through a figure's marks. A tip is text, whatever a cell puts there.
 */

// A tip is a line or two.
const longest = 200
const marked = 'nb-cell .drawn [data-tip], .handle[data-tip]'

const tip = Object.assign(document.createElement('div'), { className: 'tip', hidden: true })
tip.setAttribute('role', 'status')
document.body.append(tip)

/** Where the pointer was last, while what it points at tells something. */
let pointed: { x: number; y: number } | undefined

function show(mark: Element): void {
  const box = mark.getBoundingClientRect()
  const text = (mark as SVGElement | HTMLElement).dataset['tip'] ?? ''
  tip.textContent = text.length > longest ? `${text.slice(0, longest)}…` : text
  tip.hidden = text === ''
  const half = tip.offsetWidth / 2 + 8
  const middle = Math.max(half, Math.min(document.documentElement.clientWidth - half, box.x + box.width / 2))
  const below = box.top < tip.offsetHeight + 12
  tip.style.left = `${middle}px`
  tip.style.top = `${below ? box.bottom + 8 : box.top - tip.offsetHeight - 8}px`
}

function hide(): void {
  pointed = undefined
  tip.hidden = true
}

function showAt(target: Element | null, x: number, y: number): void {
  const mark = target?.closest(marked)
  if (!mark) return hide()
  pointed = { x, y }
  show(mark)
}

document.addEventListener('pointerover', ({ target, clientX, clientY }) => showAt(target as Element, clientX, clientY))
document.addEventListener('pointerdown', ({ target, clientX, clientY }) => showAt(target as Element, clientX, clientY))
document.addEventListener('scroll', hide, { passive: true, capture: true })
document.addEventListener('keydown', ({ key }) => key === 'Escape' && hide())

/** A figure's marks with tips, for the keyboard: one stop, and the arrow keys go from mark to mark. */
class TipReader {
  readonly #output: Element
  readonly #stop = Object.assign(document.createElement('div'), { className: 'tip-reader', tabIndex: 0, role: 'group' })
  #at = -1

  constructor(output: Element) {
    this.#output = output
    this.#stop.setAttribute('aria-label', 'Marks of the figure: the arrow keys tell one after another')
    this.#stop.addEventListener('keydown', (event) => this.#press(event))
    this.#stop.addEventListener('blur', hide)
    new MutationObserver(() => this.#refresh()).observe(output, { childList: true, subtree: true })
    this.#refresh()
  }

  get #marks(): Element[] {
    return [...this.#output.querySelectorAll('.drawn [data-tip]:not([data-drag])')].filter((it) => it.checkVisibility())
  }

  #refresh(): void {
    const has = this.#output.querySelector('.drawn [data-tip]:not([data-drag])') !== null
    if (!has) this.#stop.remove()
    else if (!this.#stop.isConnected) this.#output.after(this.#stop)
    if (tip.hidden) return
    // What was told of has been drawn anew, and may say something else now.
    if (pointed) showAt(document.elementFromPoint(pointed.x, pointed.y), pointed.x, pointed.y)
    else if (document.activeElement === this.#stop) this.#tell()
  }

  #press(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    const { length } = this.#marks
    this.#at = this.#at < 0 && step < 0 ? length - 1 : (this.#at + step + length) % length
    this.#tell()
  }

  #tell(): void {
    const mark = this.#marks[this.#at]
    if (mark) show(mark)
  }
}

for (const output of document.querySelectorAll('nb-cell .output')) new TipReader(output)
