import type { CellUpdate } from '../hosts/client/cell-update.ts'
import { trueMinus } from '../text/true-minus.ts'
import { noteChange } from './announce.ts'
import { listen } from './notebook.ts'

/** A value in prose: `<nb-value name="v-…">0.659</nb-value>`. */
class ValueElement extends HTMLElement {
  #unlisten: (() => void) | undefined

  connectedCallback(): void {
    this.#unlisten = listen(this.getAttribute('name') ?? '', this, (update) =>
      this.#onUpdate(update),
    )
  }

  disconnectedCallback(): void {
    this.#unlisten?.()
  }

  #onUpdate(update: CellUpdate): void {
    if (update.type === 'late') return this.setAttribute('late', '')
    if (update.type !== 'running') this.removeAttribute('late')
    if (update.type === 'output') {
      this.textContent = trueMinus(textOf(update))
      this.removeAttribute('title')
    } else if (update.type === 'failure') this.title = update.failure.message
    this.toggleAttribute('stale', update.type === 'failure' || update.type === 'stopped')
    if (update.type !== 'running' && update.type !== 'kept') noteChange(this)
  }
}

/** The output of a value's cell as text. */
export function textOf({ outputs }: Extract<CellUpdate, { type: 'output' }>): string {
  return outputs.map((output) => (output.type === 'text' ? output.text : '')).join('')
}

customElements.define('nb-value', ValueElement)
