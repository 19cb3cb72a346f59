import type { CellUpdate } from '../hosts/client/news.ts'
import type { Session } from '../hosts/client/session.ts'
import { escapeHtml } from '../text/escape-html.ts'
import { answer, ask } from './announce.ts'
import type { Editor } from './editor.ts'
import { watchView, whenWorthwhile } from './in-view.ts'
import { getProgram, getSession, listen, warm } from './notebook.ts'
import { toNodes } from './output-nodes.ts'
import { renderFailure } from './render-output.ts'
import { loadEdit, saveEdit } from './saved-edits.ts'
import { markNamed } from './symbol.ts'
import { textOf } from './value.ts'

/** Milliseconds before a running cell shows that it runs: quick ones never flicker. */
const patience = 150

const unsavedNote =
  'This edit could not be saved in this browser: it lasts until the page is closed.'

let cleaning: typeof import('../hosts/client/clean.ts') | undefined

/** A cell: its output, its code, and the buttons that run it. */
class CellElement extends HTMLElement {
  #ends: (() => void)[] = []
  #editor: Promise<Editor> | undefined
  #source = ''
  /** Whether the browser would not take the last change into its store. */
  #unsaved = false
  #alt: string | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #outputs: Extract<CellUpdate, { type: 'output' }> | undefined

  get #name(): string {
    return this.getAttribute('name') ?? ''
  }

  get #original(): string {
    return getProgram().sources[this.#name] ?? ''
  }

  connectedCallback(): void {
    this.#source = this.#original
    watchView(this)
    this.#ends = [
      listen(this.#name, (news) => this.#hear(news)),
      listen(this.getAttribute('alt-name') ?? '', (news) => this.#hearAlt(news)),
    ]
    this.#addButtons()
    this.#restoreEdit()
    this.#code.addEventListener('pointerdown', warm, { once: true, passive: true })
    this.#code.addEventListener('dblclick', () => void this.#edit())
  }

  disconnectedCallback(): void {
    for (const end of this.#ends) end()
  }

  get #code(): HTMLElement {
    return this.#find('> .code > .editor')
  }

  get #output(): HTMLElement {
    return this.#find('> figure > .output')
  }

  get #listing(): HTMLElement {
    return this.#find('> .code > .editor > pre > code')
  }

  get #toolbar(): HTMLElement {
    return this.#find('> .code > .toolbar')
  }

  /** By its whole path from the cell: outputs are whatever cells make, and may look like parts of it. */
  #find<T extends HTMLElement = HTMLElement>(path: string): T {
    return this.querySelector(`:scope ${path}`) as T
  }

  #addButtons(): void {
    const add = (kind: string, text: string, act: () => void, title = ''): void => {
      const button = Object.assign(document.createElement('button'), {
        type: 'button',
        className: kind,
        textContent: text,
        title,
      })
      button.setAttribute('aria-label', `${text} cell ${this.#name}`)
      button.addEventListener('click', act)
      this.#toolbar.append(button)
    }
    add('run', 'Run', () => this.#run(), 'Ctrl+Enter or ⌘+Enter')
    add(
      'stop',
      'Stop',
      () =>
        void getSession().then(
          (it) => this.#stop(it),
          () => {},
        ),
    )
    add('edit', 'Edit', () => void this.#edit())
    add('reset', 'Reset', () => void this.#reset(), 'Back to the chapter’s own code')
  }

  /** A generator that goes on is stopped by itself; whatever holds up the worker, with the worker. */
  #stop(session: Session): void {
    if (this.getAttribute('state') === 'running') session.stop()
    else session.play(this.#name, 'pause')
  }

  async #edit(): Promise<void> {
    warm()
    try {
      const editor = await (this.#editor ??= this.#openEditor())
      editor.focus()
    } catch {
      this.#editor = undefined
      this.#note('The editor could not be loaded: check the connection, then try again.')
    }
  }

  async #openEditor(): Promise<Editor> {
    const { openEditor } = await import('./editor.ts')
    this.setAttribute('editing', '')
    return openEditor(this.#code, {
      source: this.#source,
      label: `Code of cell ${this.#name}`,
      onChange: (source) => this.#change(source),
      onRun: () => this.#run(),
    })
  }

  #change(source: string): void {
    this.#source = source
    this.toggleAttribute('edited', source !== this.#original)
    const saved = saveEdit(this.#name, { source, original: this.#original })
    if (saved === this.#unsaved) this.#note(saved ? '' : unsavedNote)
    this.#unsaved = !saved
  }

  #run(): void {
    ask(this)
    this.#note(this.#unsaved ? unsavedNote : '')
    getSession().then(
      (it) => it.edit(this.#name, this.#source),
      () =>
        this.#note('What runs cells could not be loaded: check the connection, then try again.'),
    )
  }

  async #reset(): Promise<void> {
    this.#change(this.#original)
    const editor = await this.#editor
    if (editor) editor.replace(this.#original)
    else this.#listing.textContent = this.#original
    this.#run()
  }

  /** An edit made on an earlier visit is shown, but does not run by itself: it may be what hung. */
  #restoreEdit(): void {
    const edit = loadEdit(this.#name)
    if (!edit || edit.source === this.#original) return
    this.#source = edit.source
    this.setAttribute('edited', '')
    this.#listing.textContent = edit.source
    this.#find('> .code').setAttribute('open', '')
    const changed =
      edit.original === this.#original ? '' : ' The chapter’s own code has changed since.'
    this.#note(`Your edit, not run yet: what is shown comes from the chapter’s own code.${changed}`)
  }

  #hear(news: CellUpdate): void {
    if (news.type !== 'playback') clearTimeout(this.#timer)
    switch (news.type) {
      case 'running':
        this.#timer = setTimeout(() => this.#setState('running'), patience)
        return
      case 'output':
        this.#outputs = news
        this.#setState(null)
        return whenWorthwhile(this, () => void this.#show(news))
      case 'failure':
        return this.#fail(news.failure.upstream ? 'waiting' : 'failed', renderFailure(news.failure))
      case 'refused':
        return this.#fail('failed', renderFailure(news.failure))
      case 'kept':
        return this.getAttribute('state') === 'running' ? this.#setState(null) : undefined
      case 'playback':
        return this.#setPlaying(news.state === 'playing')
      case 'stopped':
        this.#setPlaying(false)
        return this.#fail(
          'stopped',
          renderFailure({ message: `${news.reason}; the last good output stays` }),
        )
    }
  }

  /** While a generator goes on that has no buttons of its own, it can be stopped. */
  #setPlaying(playing: boolean): void {
    if (this.querySelector(':scope > nb-playback')) return
    const pressed = this.#toolbar.querySelector<HTMLElement>(':focus')
    this.toggleAttribute('playing', playing)
    if (pressed) this.#keepFocus(pressed)
  }

  #hearAlt(news: CellUpdate): void {
    if (news.type !== 'output') return
    this.#alt = textOf(news)
    this.#figure?.setAttribute('aria-label', this.#alt)
  }

  /** What holds the drawing that `alt` describes. */
  get #figure(): Element | null {
    return this.querySelector(':scope > figure > .output > .drawn > .svg[role="img"]')
  }

  #setState(state: string | null): void {
    const pressed = this.#toolbar.querySelector<HTMLElement>(':focus')
    if (state === null) this.removeAttribute('state')
    else this.setAttribute('state', state)
    if (pressed) this.#keepFocus(pressed)
    if (state === 'running') this.#output.setAttribute('aria-busy', 'true')
    else this.#output.removeAttribute('aria-busy')
    if (state === null || state === 'running') this.#removeFailure()
    if (state !== null) answer(this)
  }

  /** Run and Stop take each other's place: who pressed one by the keyboard goes on at the other. */
  #keepFocus(pressed: HTMLElement): void {
    if (pressed.checkVisibility()) return
    for (const button of this.#toolbar.querySelectorAll<HTMLElement>('.run, .stop'))
      if (button.checkVisibility()) button.focus()
  }

  /** The message stands where the reader is: under the buttons while the code is open, else over the output. The last good output stays. */
  #fail(state: string, html: string): void {
    this.#setState(state)
    this.#removeFailure()
    if (this.#find<HTMLDetailsElement>('> .code').open)
      this.#toolbar.insertAdjacentHTML('afterend', html)
    else this.#output.insertAdjacentHTML('afterbegin', html)
  }

  #removeFailure(): void {
    this.querySelector(':scope > .code > .failure, :scope > figure > .output > .failure')?.remove()
  }

  /** Puts outputs into the page, unless newer ones have come meanwhile. */
  async #show(news: Extract<CellUpdate, { type: 'output' }>): Promise<void> {
    if (news !== this.#outputs) return
    // Once it is there, nothing is waited for: what showing costs is then part of the turn that it belongs to.
    cleaning ??= await import('../hosts/client/clean.ts')
    if (news !== this.#outputs) return
    const drawn = Object.assign(document.createElement('div'), { className: 'drawn' })
    const alt = this.#alt ?? this.#figure?.getAttribute('aria-label') ?? undefined
    // Each by itself: markup left open in one must not swallow the next.
    const clean = cleaning.cleanerFor(this.#name)
    for (const part of news.outputs) drawn.append(toNodes(part, alt, clean))
    for (const old of this.#output.querySelectorAll(':scope > .drawn')) old.remove()
    this.#output.append(drawn)
    markNamed(drawn)
    answer(this)
  }

  #note(text: string): void {
    this.querySelector(':scope > .code > .note')?.remove()
    if (text)
      this.#toolbar.insertAdjacentHTML(
        'afterend',
        `<p class="note" role="status">${escapeHtml(text)}</p>`,
      )
  }
}

customElements.define('nb-cell', CellElement)
