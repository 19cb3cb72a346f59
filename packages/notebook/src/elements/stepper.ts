import {
  describeGap,
  describeStanding,
  type LiveDerivation,
  type LiveResult,
  loadMatrices,
  type Matrices,
  runDerivation,
  type Say,
  short,
  type Value,
} from '@cellgraph/formula/live'
import { fill } from '../strings/fill.ts'
import { showNumbers } from './derivation-numbers.ts'
import { words } from './words.ts'

/** How many lines to go on, or to the first or last line, or back to showing all lines alike. */
export type Move = number | 'all' | 'first' | 'last'

/**
 * The derivation as the build left it in the page, with the names of the quantities that the
 * reader's numbers set.
 */
type PageDerivation = LiveDerivation & { names: string[]; labels: string[] }

const texts = words.derivation
const say: Say = (text, values = {}) => fill(texts[text], values)

/** Makes a derivation's stepper, once what its formulas need has been loaded. */
export async function openStepper(host: HTMLElement): Promise<Stepper> {
  const live = JSON.parse(host.querySelector('script')?.textContent ?? '{}') as PageDerivation
  return new Stepper(host, live, await loadMatrices(live))
}

/** Steps through a derivation and evaluates it at the reader's own numbers. */
export class Stepper {
  readonly #host: HTMLElement
  readonly #live: PageDerivation
  readonly #matrices: Matrices | undefined
  readonly #lines: HTMLElement[]
  readonly #numbers = Object.assign(document.createElement('nb-scroll'), { className: 'numbers' })
  #results: LiveResult[] = []
  #values: Value[] = []
  #current = 0

  constructor(host: HTMLElement, live: PageDerivation, matrices: Matrices | undefined) {
    this.#host = host
    this.#live = live
    this.#matrices = matrices
    this.#lines = [...host.querySelectorAll<HTMLElement>('.line')]
    this.#numbers.setAttribute('label', texts.numbers)
    host.setAttribute('live', '')
    this.setValues(host.getAttribute('opening') ?? '')
  }

  move(by: Move): void {
    const { length } = this.#lines
    const line = { all: 0, first: 1, last: length }[by]
    this.select(line ?? Math.max(1, Math.min(length, this.#current + Number(by))))
  }

  /** Makes a line the current one; 0 shows all lines alike. */
  select(line: number): void {
    this.#current = line
    this.#host.toggleAttribute('stepping', line > 0)
    for (const [index, item] of this.#lines.entries()) {
      item.classList.toggle('ahead', line > 0 && index + 1 > line)
      if (index + 1 === line) item.setAttribute('aria-current', 'step')
      else item.removeAttribute('aria-current')
    }
    this.#updateNumbers()
    const { length } = this.#lines
    const { at, all } = texts
    this.#find<HTMLOutputElement>('[data-at]').value =
      line > 0 ? fill(at, { line, lines: length }) : fill(all, { lines: length })
    this.#find<HTMLButtonElement>('[data-step="-1"]').disabled = line === 1
    this.#find<HTMLButtonElement>('[data-step="1"]').disabled = line === length
    this.#find('[data-step="all"]').hidden = line === 0
    this.#keepInView()
  }

  /**
   * Takes the reader's numbers: a JSON list in the order of the names. Anything else means that
   * there are none.
   */
  setValues(json: string): void {
    this.#results = this.#evaluate(json)
    for (const item of this.#lines) this.#markLine(item)
    this.#updateSummary()
    this.#updateNumbers()
  }

  #evaluate(json: string): LiveResult[] {
    try {
      this.#values = JSON.parse(json) as Value[]
      return runDerivation(
        this.#live,
        Object.fromEntries(this.#live.names.map((name, n) => [name, this.#values[n]])),
        this.#matrices,
      )
    } catch {
      return []
    }
  }

  #markLine(item: HTMLElement): void {
    const gap = describeGap(this.#results, Number(item.dataset['line']), say)
    const mark = item.querySelector<HTMLElement>('.mark')
    item.classList.toggle('fails', gap !== undefined)
    if (!mark) return
    mark.textContent = gap ? `✗ ${gap}` : (mark.dataset['built'] ?? '')
    mark.ariaLabel = gap ?? mark.dataset['told'] ?? ''
  }

  #updateSummary(): void {
    const summary = this.#find('.standing')
    const { fails, text } = describeStanding(this.#results, texts.atYours, say)
    summary.hidden = this.#results.length === 0
    summary.classList.toggle('fails', fails)
    if (summary.textContent !== text) summary.textContent = text
  }

  #updateNumbers(): void {
    const item = this.#lines[this.#current - 1]
    const own = this.#results.filter((it) => it.line === this.#current)
    if (!item || own.length === 0) return this.#numbers.remove()
    const { left, line } = texts
    const before = item.querySelector('.left')?.textContent
      ? left
      : fill(line, { line: this.#current - 1 })
    this.#numbers.replaceChildren(
      showNumbers(own, before, fill(line, { line: this.#current })),
      this.#describeValues(),
    )
    if (this.#numbers.parentElement !== item) item.append(this.#numbers)
  }

  /** The values at which both sides were evaluated. */
  #describeValues(): HTMLElement {
    const values = this.#live.labels
      .map((label, n) => `${label} = ${short(this.#values[n])}`)
      .join(', ')
    const textContent = fill(texts.atValues, { values })
    return Object.assign(document.createElement('p'), { textContent })
  }

  /** Scrolls to the current line, only as far as needed. */
  #keepInView(): void {
    this.#lines[this.#current - 1]?.scrollIntoView({ block: 'nearest' })
  }

  #find<T extends HTMLElement = HTMLElement>(selector: string): T {
    return this.#host.querySelector(selector) as T
  }
}
