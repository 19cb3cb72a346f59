/**
 * What may be wider than its place: `<nb-scroll label="Formula 3">…</nb-scroll>`. Only while there is more than can be
 * seen does it take the keyboard's focus, say what it is, and tell in `more` on which sides it goes on.
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
    // Widths are rounded each by itself.
    const overflows = hidden > 1
    setOrRemove(this, 'tabindex', overflows && '0')
    setOrRemove(this, 'role', overflows && 'group')
    setOrRemove(
      this,
      'aria-label',
      overflows && `${this.getAttribute('label') ?? ''}, scrolls sideways`,
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

// A face that comes late changes the width of what is within, and no box.
document.fonts.addEventListener('loadingdone', () => {
  for (const element of document.querySelectorAll<ScrollElement>('nb-scroll')) element.measure()
})
