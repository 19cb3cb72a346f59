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
    this.addEventListener('scroll', () => this.measure(), { passive: true })
  }

  disconnectedCallback(): void {
    sizes.unobserve(this)
    for (const child of this.children) sizes.unobserve(child)
  }

  measure(): void {
    const hidden = this.scrollWidth - this.clientWidth
    // Both widths are rounded, so they may differ by 1.
    const overflows = hidden > 1
    setOrRemove(this, 'tabindex', overflows && '0')
    setOrRemove(this, 'role', overflows && 'group')
    setOrRemove(
      this,
      'aria-label',
      overflows && fill(words.scroll, { label: this.getAttribute('label') ?? '' }),
    )
    const more = [this.scrollLeft > 1 && 'left', this.scrollLeft < hidden - 1 && 'right']
      .filter(Boolean)
      .join(' ')
    setOrRemove(this, 'more', overflows && more)
  }
}

function setOrRemove(element: Element, name: string, value: string | false): void {
  if (value === false) element.removeAttribute(name)
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value)
}

const sizes = new ResizeObserver((entries) => {
  for (const element of new Set(entries.map(({ target }) => target.closest('nb-scroll'))))
    (element as ScrollElement | null)?.measure()
})

customElements.define('nb-scroll', ScrollElement)

// A font that loads late changes the content's width, but no box that the observer watches.
document.fonts.addEventListener('loadingdone', () => {
  for (const element of document.querySelectorAll<ScrollElement>('nb-scroll')) element.measure()
})
