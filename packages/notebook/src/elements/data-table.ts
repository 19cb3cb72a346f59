import type { CellUpdate } from '../hosts/client/cell-update.ts'
import type { Rendering } from './live-page.ts'
import { listen } from './notebook.ts'
import { words } from './words.ts'

/**
 * A figure's numbers as a table, folded away: it is updated when it is opened, and while it is
 * open.
 */
class DataTableElement extends HTMLElement {
  /** Gives the newest output as markup, until it is shown. */
  #latest: (() => string) | undefined
  #unlisten: (() => void) | undefined

  connectedCallback(): void {
    this.#unlisten = listen(this.getAttribute('name') ?? '', this.#details, (...news) =>
      this.#onUpdate(...news),
    )
    this.#details.addEventListener('toggle', () => this.#show())
  }

  disconnectedCallback(): void {
    this.#unlisten?.()
  }

  get #details(): HTMLDetailsElement {
    return this.querySelector('details') as HTMLDetailsElement
  }

  #onUpdate(update: CellUpdate, rendering: Rendering): void {
    if (update.type === 'output') this.#latest = () => toTable(update, rendering)
    this.toggleAttribute('stale', update.type === 'failure' || update.type === 'stopped')
    this.#show()
  }

  #show(): void {
    if (!this.#latest || !this.#details.open) return
    this.#details.querySelector('.rows')!.innerHTML = this.#latest()
    this.#latest = undefined
  }
}

/** Only tables and text, which are escaped: a cell's own markup would have to be sanitized. */
function toTable(
  { outputs: [output] }: Extract<CellUpdate, { type: 'output' }>,
  { renderOutputs }: Rendering,
): string {
  const isEscaped = output?.type === 'table' || output?.type === 'text'
  return isEscaped ? renderOutputs([output], words.output) : ''
}

customElements.define('nb-data-table', DataTableElement)
