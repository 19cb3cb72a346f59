import type { CellUpdate } from '../hosts/client/news.ts'
import { listen } from './notebook.ts'
import type { Stepper } from './stepper.ts'
import { textOf } from './value.ts'

/** Keys that move through a derivation, and how far. */
const keys: Record<string, number | 'all' | 'first' | 'last'> = {
  ArrowDown: 1,
  ArrowRight: 1,
  ArrowUp: -1,
  ArrowLeft: -1,
  Home: 'first',
  End: 'last',
  Escape: 'all',
}

/** A derivation: all that steps and evaluates is loaded at the first touch, or when the reader's numbers first change. */
class DerivationElement extends HTMLElement {
  #stepper: Promise<Stepper> | undefined
  #end: (() => void) | undefined

  connectedCallback(): void {
    this.#end = listen(this.getAttribute('value') ?? '', (news) => this.#hear(news))
    const list = this.querySelector('.lines') as HTMLElement
    list.tabIndex = 0
    list.setAttribute('aria-label', 'Lines of the derivation: arrow keys step through them')
    list.addEventListener('keydown', (event) => this.#press(event))
    list.addEventListener('click', (event) => this.#touch(event))
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
    this.#end?.()
  }

  #load(): Promise<Stepper> {
    return (this.#stepper ??= import('./stepper.ts').then(({ Stepper }) => new Stepper(this)))
  }

  #hear(news: CellUpdate): void {
    if (news.type === 'output') void this.#load().then((it) => it.setValues(textOf(news)))
    else if (news.type === 'failure') void this.#load().then((it) => it.setValues(''))
  }

  #press(event: KeyboardEvent): void {
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

  #touch(event: MouseEvent): void {
    const target = event.target as Element
    const line = target.closest<HTMLElement>('.line')
    // A link goes where it leads, and text that is being marked stays.
    if (!line || target.closest('a, .numbers') || getSelection()?.isCollapsed === false) return
    void this.#load().then((it) => it.show(Number(line.dataset['line'])))
  }
}

customElements.define('nb-derivation', DerivationElement)
