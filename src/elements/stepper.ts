import { failingLines, runDerivation, type LiveDerivation, type LiveResult } from '../formula/live.ts'
import type { Value } from '../formula/evaluate.ts'
import { showGap, showNumbers } from './derivation-numbers.ts'

/** Where to go: so many lines on, an end, or back to all lines at once. */
export type Move = number | 'all' | 'first' | 'last'

/** Steps through a derivation and evaluates it at the reader's own numbers. */
export class Stepper {
  readonly #host: HTMLElement
  readonly #live: LiveDerivation & { names: string[] }
  readonly #lines: HTMLElement[]
  readonly #numbers = Object.assign(document.createElement('div'), { className: 'numbers', tabIndex: 0 })
  #results: LiveResult[] = []
  #current = 0

  constructor(host: HTMLElement) {
    this.#host = host
    this.#live = JSON.parse(host.querySelector('script')?.textContent ?? '{}') as LiveDerivation & { names: string[] }
    this.#lines = [...host.querySelectorAll<HTMLElement>('.line')]
    this.#numbers.setAttribute('role', 'group')
    this.#numbers.setAttribute('aria-label', 'Both sides at your numbers')
    host.setAttribute('live', '')
    this.setValues(host.getAttribute('opening') ?? '')
  }

  move(by: Move): void {
    const { length } = this.#lines
    if (by === 'all') return this.show(0)
    if (by === 'first') return this.show(1)
    if (by === 'last') return this.show(length)
    this.show(Math.max(1, Math.min(length, this.#current + by)))
  }

  /** Makes a line the current one; 0 shows all alike. */
  show(line: number): void {
    this.#current = line
    this.#host.toggleAttribute('stepping', line > 0)
    for (const [index, item] of this.#lines.entries()) {
      item.classList.toggle('ahead', line > 0 && index + 1 > line)
      if (index + 1 === line) item.setAttribute('aria-current', 'step')
      else item.removeAttribute('aria-current')
    }
    this.#showCurrent()
    const { length } = this.#lines
    this.#find<HTMLOutputElement>('[data-at]').value = line > 0 ? `${line} of ${length}` : `${length} lines`
    this.#find<HTMLButtonElement>('[data-step="-1"]').disabled = line === 1
    this.#find<HTMLButtonElement>('[data-step="1"]').disabled = line === length
    this.#find('[data-step="all"]').hidden = line === 0
    this.#keepInView()
  }

  /** New numbers of the reader: a list as JSON, in the order of the names; anything else means that there are none. */
  setValues(json: string): void {
    this.#results = this.#evaluate(json)
    const failing = failingLines(this.#results)
    for (const item of this.#lines) this.#markLine(item, failing)
    this.#showStanding(failing)
    this.#showCurrent()
  }

  #evaluate(json: string): LiveResult[] {
    try {
      const values = JSON.parse(json) as Value[]
      return runDerivation(this.#live, Object.fromEntries(this.#live.names.map((name, n) => [name, values[n]])))
    } catch {
      return []
    }
  }

  #markLine(item: HTMLElement, failing: readonly number[]): void {
    const line = Number(item.dataset['line'])
    const own = this.#results.filter((it) => it.line === line)
    const mark = item.querySelector('.mark') as HTMLElement
    mark.dataset['built'] ??= mark.textContent ?? ''
    const fails = failing.includes(line)
    item.classList.toggle('fails', fails)
    mark.textContent = fails ? `✗ ${showGap(own)}` : mark.dataset['built']
  }

  #showStanding(failing: readonly number[]): void {
    const standing = this.#find('.standing')
    standing.hidden = this.#results.length === 0
    standing.classList.toggle('fails', failing.length > 0)
    const text = failing.length === 0 ? '✓ At your numbers every line holds.' : describe(failing, this.#results)
    if (standing.textContent !== text) standing.textContent = text
  }

  #showCurrent(): void {
    const item = this.#lines[this.#current - 1]
    const own = this.#results.filter((it) => it.line === this.#current)
    if (!item || own.length === 0) return this.#numbers.remove()
    const before = item.querySelector('.left')?.textContent ? 'left side' : `line ${this.#current - 1}`
    this.#numbers.replaceChildren(showNumbers(own, before, `line ${this.#current}`))
    if (this.#numbers.parentElement !== item) item.append(this.#numbers)
  }

  /** Only as far as needed, and never while all lines are shown. */
  #keepInView(): void {
    this.#lines[this.#current - 1]?.scrollIntoView({ block: 'nearest' })
  }

  #find<T extends HTMLElement = HTMLElement>(selector: string): T {
    return this.#host.querySelector(selector) as T
  }
}

/** Which lines break, by how much, and which of their reasons does not hold. */
function describe(failing: readonly number[], results: readonly LiveResult[]): string {
  const lines = failing.length === 1 ? `line ${failing[0]} breaks` : `lines ${failing.slice(0, -1).join(', ')} and ${failing.at(-1)} break`
  const own = results.filter((it) => failing.includes(it.line))
  const reason = own.flatMap((it) => it.reasons).find((it) => !it.holds)
  const why = reason ? ` The reason that it gives does not hold: ${short(reason.left)} is not ${short(reason.right)}.` : ''
  return `✗ At your numbers ${lines}: ${showGap(own)}.${why}`
}

const short = (value: Value): string => (typeof value === 'number' ? String(Number(value.toPrecision(4))).replace('-', '−') : `(${value.map(short).join(', ')})`)
