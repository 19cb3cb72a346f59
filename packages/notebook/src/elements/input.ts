import { snapShares, toSimplex } from '../figure/simplex.ts'
import type { Json } from '../kernel/json.ts'
import { ask } from './announce.ts'
import { formatInput } from './format-input.ts'
import { setValue, warm } from './notebook.ts'
import { plainText } from './plain-text.ts'
import { Shares } from './shares.ts'

const cannotLoad =
  'What computes this page could not be loaded: check the connection, then move the input again.'

/** An input of the chapter: native controls within, whose value it hands to the cells. */
export class InputElement extends HTMLElement {
  /** The exact shares of a simplex, which its ranges show rounded. */
  #shares: Shares | undefined

  connectedCallback(): void {
    if (this.getAttribute('kind') === 'Simplex')
      this.#shares = new Shares(JSON.parse(this.getAttribute('value') ?? '[]') as number[])
    this.addEventListener('input', (event) => this.#change(event.target as HTMLInputElement))
    for (const sign of ['pointerenter', 'pointerdown', 'focusin'])
      this.addEventListener(sign, warm, { once: true, passive: true })
    const { ranges, numbers } = this
    ranges.forEach((range, i) => {
      nameValue(range, numbers[i])
      this.#keepThroughSwipe(range)
    })
    this.controls.filter(isMoved).forEach((it) => this.#change(it))
  }

  get controls(): HTMLInputElement[] {
    return [...this.querySelectorAll('input')]
  }

  /** The ranges within, one for each number that can be moved. */
  get ranges(): HTMLInputElement[] {
    return this.controls.filter((it) => it.type === 'range')
  }

  /** Its numbers, where it has ranges. */
  get numbers(): readonly number[] {
    return this.#shares?.value ?? this.ranges.map((it) => it.valueAsNumber)
  }

  /** Whether it holds shares of one whole. */
  get isSimplex(): boolean {
    return this.#shares !== undefined
  }

  /**
   * Moves some of its numbers, as if their ranges had been moved: limits and steps are those of the ranges.
   * @param to the numbers, by their index; what is not finite, or not there, is left out
   */
  move(to: ReadonlyMap<number, number>): void {
    const { ranges } = this
    const moved = [...to].filter(([index, value]) => index in ranges && Number.isFinite(value))
    for (const [index, value] of moved) ranges[index].value = String(value)
    const last = moved.at(-1)
    if (last) ranges[last[0]].dispatchEvent(new Event('input', { bubbles: true }))
  }

  /** Sets all shares of a simplex: to the nearest that it can have, in steps of its ranges. */
  moveShares(to: readonly number[]): void {
    const { ranges } = this
    if (!this.#shares || to.length !== ranges.length || !to.every(Number.isFinite)) return
    this.#shares.set(snapShares(toSimplex(to), Number(ranges[0].step)))
    this.#show()
    this.#hand()
  }

  /** A swipe that scrolls the page may begin on a range: the browser moves the value first, and takes the touch away after. */
  #keepThroughSwipe(range: HTMLInputElement): void {
    let before = this.numbers
    range.addEventListener('pointerdown', () => (before = [...this.numbers]), { passive: true })
    range.addEventListener('pointercancel', () => {
      if (this.numbers.every((value, i) => value === before[i])) return
      this.#shares?.set([...before])
      if (!this.#shares) this.ranges.forEach((it, i) => (it.value = String(before[i])))
      this.#show()
      this.#hand()
    })
  }

  #change(control: HTMLInputElement): void {
    if (this.#shares && control.type === 'range')
      this.#shares.move(this.ranges.indexOf(control), control.valueAsNumber)
    this.#show()
    this.#hand()
  }

  /** Brings the ranges, and what stands beside them, to the numbers. */
  #show(): void {
    const { ranges, numbers } = this
    ranges.forEach((range, i) => {
      if (this.#shares) range.value = String(numbers[i])
      showValue(range, numbers[i])
    })
  }

  #hand(): void {
    ask(this)
    setValue(this.getAttribute('name') ?? '', this.#read()).then(
      () => this.#tell(''),
      () => this.#tell(cannotLoad),
    )
  }

  #tell(text: string): void {
    this.querySelector('.note')?.remove()
    if (text)
      this.append(
        Object.assign(document.createElement('p'), {
          className: 'note',
          role: 'status',
          textContent: text,
        }),
      )
  }

  #read(): Json {
    const { controls } = this
    switch (this.getAttribute('kind')) {
      case 'Vector':
      case 'Point':
      case 'Simplex':
        return [...this.numbers]
      case 'Choice':
        return controls.find((it) => it.checked)?.value ?? null
      case 'Toggle':
        return controls[0].checked
      default:
        return controls[0].valueAsNumber
    }
  }
}

/** Whether the reader has moved it already, while this script was still on its way. */
function isMoved(control: HTMLInputElement): boolean {
  if (control.type !== 'range') return control.checked !== control.defaultChecked
  // What the page was sent with, limits and steps applied.
  const fresh = document.createElement('input')
  for (const { name, value } of control.attributes) fresh.setAttribute(name, value)
  return control.value !== fresh.value
}

/** Shows a range's value beside it, and how high it stands. */
function showValue(control: HTMLInputElement, value: number): void {
  const output = control.parentElement?.querySelector('output')
  if (output) output.value = formatInput(value, Number(control.step))
  nameValue(control, value)
  const [min, max] = [Number(control.min), Number(control.max)]
  control.parentElement?.style.setProperty('--at', String((value - min) / (max - min)))
}

/** A range's value is read aloud as it is shown, with what it is the value of. */
function nameValue(control: HTMLInputElement, value: number): void {
  const shown = formatInput(value, Number(control.step))
  const [label] = control.labels ?? []
  control.setAttribute('aria-valuetext', label ? `${shown}, ${plainText(label)}` : shown)
}

customElements.define('nb-input', InputElement)
