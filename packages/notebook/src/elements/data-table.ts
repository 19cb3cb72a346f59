import type { CellUpdate } from '../hosts/client/news.ts'
import { listen } from './notebook.ts'
import { renderOutputs } from './render-output.ts'

/** The numbers of a figure as a table, folded away: they are brought up to date while it is open, and when it is opened. */
class DataTableElement extends HTMLElement {
  #news: Extract<CellUpdate, { type: 'output' }> | undefined
  #end: (() => void) | undefined

  connectedCallback(): void {
    this.#end = listen(this.getAttribute('name') ?? '', (news) => this.#hear(news))
    this.#details.addEventListener('toggle', () => this.#show())
  }

  disconnectedCallback(): void {
    this.#end?.()
  }

  get #details(): HTMLDetailsElement {
    return this.querySelector('details') as HTMLDetailsElement
  }

  #hear(news: CellUpdate): void {
    if (news.type === 'output') this.#news = news
    this.toggleAttribute('stale', news.type === 'failure' || news.type === 'stopped')
    this.#show()
  }

  #show(): void {
    if (!this.#news || !this.#details.open) return
    const [output] = this.#news.outputs
    this.#news = undefined
    // Markup of a cell's making has no place here.
    const html = output?.type === 'table' || output?.type === 'text' ? renderOutputs([output]) : ''
    this.#details.querySelector('.rows')!.innerHTML = html
  }
}

customElements.define('nb-data-table', DataTableElement)
