import type { CellUpdate } from '../hosts/client/cell-update.ts'
import { listen } from './notebook.ts'
import type { Stepper } from './stepper.ts'
import { textOf } from './value.ts'
import { words } from './words.ts'

/** Keys that move through a derivation, and how many lines. */
const keys: Record<string, number | 'all' | 'first' | 'last'> = {
  ArrowDown: 1,
  ArrowRight: 1,
  ArrowUp: -1,
  ArrowLeft: -1,
  Home: 'first',
  End: 'last',
  Escape: 'all',
}

/**
 * A derivation. The code that steps through it is loaded when the reader first points at it, or
 * changes its numbers.
 */
class DerivationElement extends HTMLElement {
  #stepper: Promise<Stepper> | undefined
  #unlisten: (() => void) | undefined

  connectedCallback(): void {
    this.#unlisten = listen(this.getAttribute('value') ?? '', this, (update) =>
      this.#onUpdate(update),
    )
    const list = this.querySelector('.lines') as HTMLElement
    list.tabIndex = 0
    list.setAttribute('aria-label', words.derivation.lines)
    list.addEventListener('keydown', (event) => this.#onKeydown(event))
    list.addEventListener('click', (event) => this.#onClick(event))
    this.addEventListener('pointerenter', () => void this.#load(), { once: true })
    for (const button of this.querySelectorAll<HTMLElement>('[data-step]')) {
      button.addEventListener(
        'click',
        () =>
          void this.#load().then((it) =>
            it.move(button.dataset['step'] === 'all' ? 'all' : Number(button.dataset['step'])),
          ),
      )
    }
  }

  disconnectedCallback(): void {
    this.#unlisten?.()
  }

  #load(): Promise<Stepper> {
    return (this.#stepper ??= import('./stepper.ts').then(({ openStepper }) => openStepper(this)))
  }

  #onUpdate(update: CellUpdate): void {
    if (update.type === 'output') void this.#load().then((it) => it.setValues(textOf(update)))
    else if (update.type === 'failure') void this.#load().then((it) => it.setValues(''))
  }

  #onKeydown(event: KeyboardEvent): void {
    const by = keys[event.key]
    if (
      by === undefined ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      (event.target as Element).closest('nb-scroll')
    )
      return
    event.preventDefault()
    void this.#load().then((it) => it.move(by))
  }

  #onClick(event: MouseEvent): void {
    const target = event.target as Element
    const line = target.closest<HTMLElement>('.line')
    // Clicks on links, and those that end a selection of text, do not select a line.
    if (!line || target.closest('a, .numbers') || getSelection()?.isCollapsed === false) return
    void this.#load().then((it) => it.select(Number(line.dataset['line'])))
  }
}

customElements.define('nb-derivation', DerivationElement)
