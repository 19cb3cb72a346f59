import { fill } from '../strings/fill.ts'
import { words } from './words.ts'

/**
 * A container whose content may be wider: `<nb-scroll label="Formula 3">…</nb-scroll>`. Only while
 * content is hidden can it be focused and has an accessible name; the attribute `more` says on
 * which sides.
 */
class ScrollElement extends HTMLElement {
  connectedCallback(): void {
    sizes.observe(this)
    for (const child of this.children) sizes.observe(child)
    this.addEventListener('scroll', () => measureAll([this]), { passive: true })
    if (this.closest('.drawn')) this.#letSort()
  }

  /** A table of a cell's output is sorted by the heads of its columns; of these the first can be focused. */
  #letSort(): void {
    const head = this.querySelector<HTMLElement>('th')
    if (!head || this.querySelectorAll('tbody tr').length < 2) return
    head.tabIndex = 0
    for (const type of ['click', 'keydown', 'pointerover', 'focusin'])
      this.addEventListener(type, (event) => {
        if (!(event.target instanceof Element) || !event.target.closest('th')) return
        // The page would scroll.
        if (event instanceof KeyboardEvent && event.key === ' ') event.preventDefault()
        void import('./sort-table.ts').then((it) => it.onHead(event))
      })
  }

  disconnectedCallback(): void {
    sizes.unobserve(this)
    for (const child of this.children) sizes.unobserve(child)
  }

  /** What `show` needs to know: to read it may make the browser lay out the page. */
  measure(): Measured {
    const { scrollLeft, scrollWidth, clientWidth } = this
    return { left: scrollLeft, hidden: scrollWidth - clientWidth }
  }

  show({ left, hidden }: Measured): void {
    // Both widths are rounded, so they may differ by 1.
    const overflows = hidden > 1
    setOrRemove(this, 'tabindex', overflows && '0')
    setOrRemove(this, 'role', overflows && 'group')
    setOrRemove(
      this,
      'aria-label',
      overflows && fill(words.scroll, { label: this.getAttribute('label') ?? '' }),
    )
    const more = [left > 1 && 'left', left < hidden - 1 && 'right'].filter(Boolean).join(' ')
    setOrRemove(this, 'more', overflows && more)
  }
}

interface Measured {
  left: number
  /** How many pixels of its content are out of sight. */
  hidden: number
}

/** Measures all before it changes any, so that the page is laid out once. */
function measureAll(elements: readonly ScrollElement[]): void {
  const measured = elements.map((it) => it.measure())
  for (const [n, element] of elements.entries()) element.show(measured[n])
}

function setOrRemove(element: Element, name: string, value: string | false): void {
  if (value === false) element.removeAttribute(name)
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value)
}

const sizes = new ResizeObserver((entries) => {
  const found = entries.map(({ target }) => target.closest<ScrollElement>('nb-scroll'))
  measureAll([...new Set(found)].filter((it) => it !== null))
})

customElements.define('nb-scroll', ScrollElement)

// A font that loads late changes the content's width, but no box that the observer watches.
document.fonts.addEventListener('loadingdone', () => {
  const all = [...document.querySelectorAll<ScrollElement>('nb-scroll')]
  // What waits off the screen is not laid out for this: the observer tells when it comes near.
  measureAll(all.filter((it) => it.checkVisibility({ contentVisibilityAuto: true })))
})
