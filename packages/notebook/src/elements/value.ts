import type { CellUpdate } from '../hosts/client/news.ts'
import { trueMinus } from '../text/true-minus.ts'
import { answer } from './announce.ts'
import { listen } from './notebook.ts'

/** A value in prose: `<nb-value name="v-…">0.659</nb-value>`. */
class ValueElement extends HTMLElement {
  #end: (() => void) | undefined

  connectedCallback(): void {
    this.#end = listen(this.getAttribute('name') ?? '', (news) => this.#hear(news))
  }

  disconnectedCallback(): void {
    this.#end?.()
  }

  #hear(news: CellUpdate): void {
    if (news.type === 'output') {
      this.textContent = trueMinus(textOf(news))
      this.removeAttribute('title')
    } else if (news.type === 'failure') this.title = news.failure.message
    this.toggleAttribute('stale', news.type === 'failure' || news.type === 'stopped')
    if (news.type !== 'running' && news.type !== 'kept') answer(this)
  }
}

/** What a value's cell came to, as text. */
export function textOf({ outputs }: Extract<CellUpdate, { type: 'output' }>): string {
  return outputs.map((output) => (output.type === 'text' ? output.text : '')).join('')
}

customElements.define('nb-value', ValueElement)
