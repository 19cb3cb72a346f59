import type { CellUpdate } from '../hosts/client/cell-update.ts'
import type { Act, PlaybackState } from '../kernel/playback.ts'
import { fill } from '../strings/fill.ts'
import { noteAction, noteChange } from './announce.ts'
import { getChapter, listen, warmUp } from './notebook.ts'
import { showNote } from './show-note.ts'
import { formatCount, words } from './words.ts'

/**
 * The buttons that play a cell's generator, and the number of its steps. It moves only when one of
 * them is pressed.
 */
class PlaybackElement extends HTMLElement {
  #unlisten: (() => void) | undefined
  #state: PlaybackState = { state: 'paused', steps: 0 }

  connectedCallback(): void {
    const { state = 'paused', steps = '0' } = this.dataset
    this.#state = { state: state as PlaybackState['state'], steps: Number(steps) }
    this.setAttribute('role', 'group')
    this.setAttribute('aria-label', fill(words.playback.group, { cell: this.#name }))
    this.replaceChildren(
      this.#makeButton('toggle', () => (this.#state.state === 'playing' ? 'pause' : 'play')),
      this.#makeButton('step', () => 'step', words.playback.step),
      this.#makeButton('restart', () => 'restart', words.playback.restart),
      Object.assign(document.createElement('span'), { className: 'steps' }),
    )
    for (const type of ['pointerenter', 'pointerdown', 'focusin'])
      this.addEventListener(type, () => warmUp(), { once: true, passive: true })
    this.#unlisten = listen(this.#name, this, (update) => this.#onUpdate(update))
    this.#show()
  }

  disconnectedCallback(): void {
    this.#unlisten?.()
  }

  get #name(): string {
    return this.getAttribute('name') ?? ''
  }

  #makeButton(kind: string, getAct: () => Act, text = ''): HTMLButtonElement {
    const button = Object.assign(document.createElement('button'), {
      type: 'button',
      className: kind,
    })
    this.#label(button, text)
    button.addEventListener('click', () => this.#request(getAct()))
    return button
  }

  #label(button: Element | null, text: string): void {
    if (!button || button.textContent === text) return
    button.textContent = text
    button.setAttribute(
      'aria-label',
      fill(words.playback.button, { button: text, cell: this.#name }),
    )
  }

  #request(act: Act): void {
    const cell = this.closest('nb-cell') as HTMLElement
    noteAction(cell)
    getChapter()
      .then((it) => it.play(this.#name, act))
      .then(
        () => showNote(this, ''),
        () => showNote(this, words.playback.notLoaded),
      )
  }

  #onUpdate(update: CellUpdate): void {
    if (update.type === 'playback') this.#state = update
    // Its worker was ended.
    else if (update.type === 'stopped' && this.#state.state === 'playing')
      this.#state = { ...this.#state, state: 'paused' }
    else return
    this.#show()
    if (this.#state.state !== 'playing') noteChange(this.closest('nb-cell') as HTMLElement)
  }

  #show(): void {
    const { state, steps } = this.#state
    const isEnded = state === 'ended'
    const { play, pause, at, atEnd } = words.playback
    this.dataset['state'] = state
    // An edit has removed the generator.
    this.hidden = state === 'none'
    this.#label(this.querySelector('.toggle'), state === 'playing' ? pause : play)
    // Not `disabled`: that would take the focus away from a button that was just pressed.
    this.querySelector('.step')?.setAttribute('aria-disabled', String(isEnded))
    this.querySelector('.steps')!.textContent = fill(isEnded ? atEnd : at, {
      steps: formatCount(steps),
    })
  }
}

customElements.define('nb-playback', PlaybackElement)
