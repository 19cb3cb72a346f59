import type { CellUpdate } from '../hosts/client/cell-update.ts'
import { listen } from './notebook.ts'
import { renderOutputs } from './render-output.ts'
import { words } from './words.ts'

/**
 * A figure's numbers as a table, folded away: it is updated when it is opened, and while it is
 * open.
 */
class DataTableElement extends HTMLElement {
  /** The newest output, until it is shown. */
  #latest: Extract<CellUpdate, { type: 'output' }> | undefined
  #unlisten: (() => void) | undefined

  connectedCallback(): void {
    this.#unlisten = listen(this.getAttribute('name') ?? '', this.#details, (update) =>
      this.#onUpdate(update),
    )
    this.#details.addEventListener('toggle', () => this.#show())
  }

  disconnectedCallback(): void {
    this.#unlisten?.()
  }

  get #details(): HTMLDetailsElement {
    return this.querySelector('details') as HTMLDetailsElement
  }

  #onUpdate(update: CellUpdate): void {
    if (update.type === 'output') this.#latest = update
    this.toggleAttribute('stale', update.type === 'failure' || update.type === 'stopped')
    this.#show()
  }

  #show(): void {
    if (!this.#latest || !this.#details.open) return
    const [output] = this.#latest.outputs
    this.#latest = undefined
    // Only tables and text, which are escaped: a cell's own markup would have to be sanitized.
    const html =
      output?.type === 'table' || output?.type === 'text'
        ? renderOutputs([output], words.output)
        : ''
    this.#details.querySelector('.rows')!.innerHTML = html
  }
}

customElements.define('nb-data-table', DataTableElement)
