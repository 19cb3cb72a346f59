import { snapShares, toSimplex } from '../figure/simplex.ts'
import type { Json } from '../kernel/json.ts'
import { noteAction } from './announce.ts'
import { formatInput } from './format-input.ts'
import { keepInput } from './keep-input.ts'
import { setValue, warmUp } from './notebook.ts'
import { plainText } from './plain-text.ts'
import { Shares } from './shares.ts'
import { showNote } from './show-note.ts'
import { words } from './words.ts'

/** An input of the chapter: it contains native controls, and gives their value to the cells. */
export class InputElement extends HTMLElement {
  /** The exact shares of a simplex; its ranges show them rounded. */
  #shares: Shares | undefined

  connectedCallback(): void {
    if (this.getAttribute('kind') === 'Simplex')
      this.#shares = new Shares(JSON.parse(this.getAttribute('value') ?? '[]') as number[])
    this.addEventListener('input', (event) => this.#onInput(event.target as HTMLInputElement))
    for (const type of ['pointerenter', 'pointerdown', 'focusin'])
      this.addEventListener(type, () => warmUp(this.name), { once: true, passive: true })
    for (const range of this.ranges) this.#restoreAfterSwipe(range)
    // In a task of its own: until the page is laid out, nobody asks.
    setTimeout(() => {
      const { ranges, numbers } = this
      ranges.forEach((it, i) => describeValue(it, numbers[i]))
    })
    this.controls.filter(isMoved).forEach((it) => this.#onInput(it))
  }

  /** The name that cells know it by. */
  get name(): string {
    return this.getAttribute('name') ?? ''
  }

  get controls(): HTMLInputElement[] {
    return [...this.querySelectorAll('input')]
  }

  /** Its range controls, one for each number that can be moved. */
  get ranges(): HTMLInputElement[] {
    return this.controls.filter((it) => it.type === 'range')
  }

  /** Its numbers, if it has ranges. */
  get numbers(): readonly number[] {
    return this.#shares?.value ?? this.ranges.map((it) => it.valueAsNumber)
  }

  /** Whether its numbers are shares of one whole. */
  get isSimplex(): boolean {
    return this.#shares !== undefined
  }

  /**
   * Sets some of its numbers, as if the reader had moved their ranges, whose limits and steps
   * apply.
   * @param to the numbers, by their index; those that are not finite, and unknown indices, are
   * ignored
   */
  move(to: ReadonlyMap<number, number>): void {
    const { ranges } = this
    const moved = [...to].filter(([index, value]) => index in ranges && Number.isFinite(value))
    for (const [index, value] of moved) ranges[index].value = String(value)
    const last = moved.at(-1)
    if (last) ranges[last[0]].dispatchEvent(new Event('input', { bubbles: true }))
  }

  /** Sets all shares of a simplex, rounded to the steps of its ranges. */
  moveShares(to: readonly number[]): void {
    const { ranges } = this
    if (!this.#shares || to.length !== ranges.length || !to.every(Number.isFinite)) return
    this.#shares.set(snapShares(toSimplex(to), Number(ranges[0].step)))
    this.#updateRanges()
    this.#submit()
  }

  /**
   * A swipe that scrolls the page may begin on a range: the browser changes the value first, and
   * cancels the pointer after.
   */
  #restoreAfterSwipe(range: HTMLInputElement): void {
    let before = this.numbers
    range.addEventListener('pointerdown', () => (before = [...this.numbers]), { passive: true })
    range.addEventListener('pointercancel', () => {
      if (this.numbers.every((value, i) => value === before[i])) return
      this.#shares?.set([...before])
      if (!this.#shares) this.ranges.forEach((it, i) => (it.value = String(before[i])))
      this.#updateRanges()
      this.#submit()
    })
  }

  #onInput(control: HTMLInputElement): void {
    if (this.#shares && control.type === 'range')
      this.#shares.move(this.ranges.indexOf(control), control.valueAsNumber)
    this.#updateRanges()
    this.#submit()
  }

  /** Sets the ranges, and the texts beside them, to the numbers. */
  #updateRanges(): void {
    const { ranges, numbers } = this
    ranges.forEach((range, i) => {
      if (this.#shares) range.value = String(numbers[i])
      updateText(range, numbers[i])
    })
  }

  #submit(): void {
    noteAction(this)
    keepInput(this.name, this.value)
    setValue(this.name, this.value).then(
      () => showNote(this, ''),
      () => showNote(this, words.input.notLoaded),
    )
  }

  /** What it hands to the cells. */
  get value(): Json {
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

/** Whether the reader changed a control before this script was loaded. What the build wrote is within limits and on a step. */
const isMoved = (it: HTMLInputElement): boolean =>
  it.type === 'range' ? it.value !== it.defaultValue : it.checked !== it.defaultChecked

/** Sets the text beside a range, and how far its track is filled. */
function updateText(control: HTMLInputElement, value: number): void {
  const output = control.parentElement?.querySelector('output')
  if (output) output.value = formatInput(value, Number(control.step), Number(control.min))
  describeValue(control, value)
  const [min, max] = [Number(control.min), Number(control.max)]
  control.parentElement?.style.setProperty('--at', String((value - min) / (max - min)))
}

/** Screen readers read a range's value as it is shown, with its label. */
function describeValue(control: HTMLInputElement, value: number): void {
  const shown = formatInput(value, Number(control.step), Number(control.min))
  const [label] = control.labels ?? []
  control.setAttribute('aria-valuetext', label ? `${shown}, ${plainText(label)}` : shown)
}

customElements.define('nb-input', InputElement)
