import type { CellUpdate } from '../hosts/client/news.ts'
import type { Act, PlaybackState } from '../kernel/playback.ts'
import { answer, ask } from './announce.ts'
import { getSession, listen, warm } from './notebook.ts'
import { playbackWords, type PlaybackWords } from './playback-words.ts'

/** The buttons that play a cell's generator, and how far it is. Nothing moves before one of them is pressed. */
class PlaybackElement extends HTMLElement {
  #end: (() => void) | undefined
  #state: PlaybackState = { state: 'paused', steps: 0 }

  connectedCallback(): void {
    const { state = 'paused', steps = '0' } = this.dataset
    this.#state = { state: state as PlaybackState['state'], steps: Number(steps) }
    this.setAttribute('role', 'group')
    this.setAttribute('aria-label', this.#words.group(this.#name))
    this.replaceChildren(
      this.#makeButton('toggle', () => (this.#state.state === 'playing' ? 'pause' : 'play')),
      this.#makeButton('step', () => 'step', this.#words.step),
      this.#makeButton('restart', () => 'restart', this.#words.restart),
      Object.assign(document.createElement('span'), { className: 'steps' }),
    )
    for (const sign of ['pointerenter', 'pointerdown', 'focusin'])
      this.addEventListener(sign, warm, { once: true, passive: true })
    this.#end = listen(this.#name, (news) => this.#hear(news))
    this.#show()
  }

  disconnectedCallback(): void {
    this.#end?.()
  }

  get #name(): string {
    return this.getAttribute('name') ?? ''
  }

  get #words(): PlaybackWords {
    return playbackWords(document.documentElement.lang)
  }

  #makeButton(kind: string, actOf: () => Act, text = ''): HTMLButtonElement {
    const button = Object.assign(document.createElement('button'), {
      type: 'button',
      className: kind,
    })
    this.#label(button, text)
    button.addEventListener('click', () => this.#act(actOf()))
    return button
  }

  #label(button: Element | null, text: string): void {
    if (!button || button.textContent === text) return
    button.textContent = text
    button.setAttribute('aria-label', this.#words.button(text, this.#name))
  }

  #act(act: Act): void {
    const cell = this.closest('nb-cell') as HTMLElement
    ask(cell)
    getSession().then(
      (it) => (it.play(this.#name, act), this.#note('')),
      () => this.#note(this.#words.notLoaded),
    )
  }

  #hear(news: CellUpdate): void {
    if (news.type === 'playback') this.#state = news
    // Its worker is gone, or what it ran is.
    else if (news.type === 'stopped' && this.#state.state === 'playing')
      this.#state = { ...this.#state, state: 'paused' }
    else return
    this.#show()
    if (this.#state.state !== 'playing') answer(this.closest('nb-cell') as HTMLElement)
  }

  #show(): void {
    const { state, steps } = this.#state
    const ended = state === 'ended'
    const { play, pause, at } = this.#words
    this.dataset['state'] = state
    // The cell was edited, and nothing is there to be played.
    this.hidden = state === 'none'
    this.#label(this.querySelector('.toggle'), state === 'playing' ? pause : play)
    // Not `disabled`, which would take the focus from whoever pressed it last.
    this.querySelector('.step')?.setAttribute('aria-disabled', String(ended))
    this.querySelector('.steps')!.textContent = at(
      steps.toLocaleString(document.documentElement.lang),
      ended,
    )
  }

  #note(text: string): void {
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
}

customElements.define('nb-playback', PlaybackElement)
