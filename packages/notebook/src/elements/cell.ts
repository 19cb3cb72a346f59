import type { CellUpdate } from '../hosts/client/cell-update.ts'
import type { LiveChapter } from '../hosts/client/live-chapter.ts'
import { fill } from '../strings/fill.ts'
import { escapeHtml } from '../text/escape-html.ts'
import { noteAction, noteChange } from './announce.ts'
import type { Editor } from './editor.ts'
import { whenVisibleOrIdle } from './in-view.ts'
import { getCells, getChapter, listen, warmUp } from './notebook.ts'
import { countFirst, isOwn, toNodes } from './output-nodes.ts'
import { renderFailure } from './render-output.ts'
import { loadEdit, saveEdit } from './saved-edits.ts'
import { markNamed } from './symbol.ts'
import { textOf } from './value.ts'
import { words } from './words.ts'

/** Milliseconds before a running cell shows that it runs, so that quick ones do not flicker. */
const runningDelay = 150

let cleaner: typeof import('../hosts/client/sanitize.ts') | undefined
type Cleaner = (html: string) => DocumentFragment

/** A cell: its output, its code, and the buttons that run it. */
class CellElement extends HTMLElement {
  #unlisten: (() => void)[] = []
  #editor: Promise<Editor> | undefined
  /** The code as published. */
  #original = ''
  #source = ''
  /** The code that was run last, or the published one. */
  #ran = ''
  /** Whether the last change could not be saved in this browser. */
  #unsaved = false
  #alt: string | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #outputs: Extract<CellUpdate, { type: 'output' }> | undefined

  get #name(): string {
    return this.getAttribute('name') ?? ''
  }

  connectedCallback(): void {
    // The listing is the source, letter for letter, until an edit is shown in it.
    this.#original ||= this.#listing.textContent
    this.#source = this.#original
    this.#ran = this.#original
    this.#toolbar.dataset['unrun'] = words.cell.unrun
    this.#unlisten = [
      listen(this.#name, this, (update) => this.#onUpdate(update)),
      listen(this.getAttribute('alt-name') ?? '', this, (update) => this.#onAltUpdate(update)),
    ]
    this.#addButtons()
    this.#restoreEdit()
    this.#code.addEventListener('pointerdown', () => warmUp(), { once: true, passive: true })
    this.#code.addEventListener('dblclick', () => void this.#edit())
  }

  disconnectedCallback(): void {
    for (const unlisten of this.#unlisten) unlisten()
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

  /**
   * Finds an element by its whole path from the cell: outputs are made by cells, and may contain
   * elements that look like the cell's own.
   */
  #find<T extends HTMLElement = HTMLElement>(path: string): T {
    return this.querySelector(`:scope ${path}`) as T
  }

  #addButtons(): void {
    const { cell } = words
    const add = (kind: string, text: string, onClick: () => void, title = ''): void => {
      const button = Object.assign(document.createElement('button'), {
        type: 'button',
        className: kind,
        textContent: text,
        title,
      })
      button.setAttribute('aria-label', fill(cell.button, { button: text, cell: this.#name }))
      button.addEventListener('click', onClick)
      this.#toolbar.append(button)
    }
    add('run', cell.run, () => this.#run(), cell.runKeys)
    add(
      'stop',
      cell.stop,
      () =>
        void getChapter().then(
          (it) => this.#stop(it),
          () => {},
        ),
    )
    add('edit', cell.edit, () => void this.#edit())
    add('reset', cell.reset, () => void this.#reset(), cell.resetTo)
  }

  /** A running cell is stopped by ending the worker; a generator that plays is only paused. */
  #stop(chapter: LiveChapter): void {
    if (this.getAttribute('state') === 'running') chapter.stop()
    else chapter.play(this.#name, 'pause').catch(() => {})
  }

  async #edit(): Promise<void> {
    warmUp()
    try {
      const editor = await (this.#editor ??= this.#openEditor())
      editor.focus()
    } catch {
      this.#editor = undefined
      this.#note(words.cell.noEditor)
    }
  }

  async #openEditor(): Promise<Editor> {
    const [{ openEditor }, cells] = await Promise.all([import('./editor.ts'), getCells()])
    this.setAttribute('editing', '')
    return openEditor(this.#code, {
      source: this.#source,
      cells,
      label: fill(words.editor.label, { cell: this.#name }),
      onChange: (source) => this.#onChange(source),
      onRun: () => this.#run(),
    })
  }

  #onChange(source: string): void {
    this.#source = source
    this.toggleAttribute('edited', source !== this.#original)
    this.toggleAttribute('unrun', source !== this.#ran)
    const saved = saveEdit(this.#name, { source, original: this.#original })
    if (saved === this.#unsaved) this.#note(saved ? '' : words.cell.notSaved)
    this.#unsaved = !saved
  }

  /** Lights a line in the editor, if it is open. */
  #light(line: number | undefined): void {
    void this.#editor?.then((editor) => editor.light(line))
  }

  #run(): void {
    this.#light(undefined)
    noteAction(this.#tryAnswer() ?? this)
    this.#note(this.#unsaved ? words.cell.notSaved : '')
    this.#ran = this.#source
    this.removeAttribute('unrun')
    getChapter()
      .then((it) => it.edit(this.#name, this.#source))
      .catch(() => this.#note(words.cell.notLoaded))
  }

  /** In an exercise, the cell that judges the answer, which may speak from now on. */
  #tryAnswer(): HTMLElement | null | undefined {
    const exercise = this.closest('.exercise')
    exercise?.setAttribute('tried', '')
    return exercise?.querySelector<HTMLElement>('nb-cell[judge]')
  }

  /** Where there is no answer to run, because it is given by inputs, the judge speaks once they moved. */
  #speakUp(): void {
    const exercise = this.closest('.exercise')
    if (!exercise?.querySelector('nb-cell:not([judge])')) exercise?.setAttribute('tried', '')
  }

  async #reset(): Promise<void> {
    this.#onChange(this.#original)
    const editor = await this.#editor
    if (editor) editor.replace(this.#original)
    else this.#listing.textContent = this.#original
    this.#run()
  }

  /** Shows an edit of an earlier visit, without running it: it may be what hung. */
  #restoreEdit(): void {
    const edit = loadEdit(this.#name)
    if (!edit || edit.source === this.#original) return
    this.#source = edit.source
    this.setAttribute('edited', '')
    this.setAttribute('unrun', '')
    this.#listing.textContent = edit.source
    this.#find('> .code').setAttribute('open', '')
    const { restored, restoredOld } = words.cell
    this.#note(edit.original === this.#original ? restored : restoredOld)
  }

  #onUpdate(update: CellUpdate): void {
    if (update.type !== 'playback' && update.type !== 'late') clearTimeout(this.#timer)
    switch (update.type) {
      case 'running':
        this.#timer = setTimeout(() => this.#setState('running'), runningDelay)
        return
      case 'late':
        return this.setAttribute('late', '')
      case 'output':
        this.#outputs = update
        this.removeAttribute('late')
        this.#setState(null)
        if (this.hasAttribute('judge')) this.#speakUp()
        if (isOwn(update)) return this.#put(update)
        return whenVisibleOrIdle(this, () => void this.#show(update))
      case 'failure':
        this.#light(update.failure.line)
        return this.#showFailure(
          update.failure.upstream ? 'waiting' : 'failed',
          renderFailure(update.failure, words.output),
        )
      case 'refused':
        this.#light(update.failure.line)
        return this.#showFailure('failed', renderFailure(update.failure, words.output))
      case 'kept':
        this.removeAttribute('late')
        return this.getAttribute('state') === 'running' ? this.#setState(null) : undefined
      case 'playback':
        return this.#setPlaying(update.state === 'playing')
      case 'stopped':
        this.#setPlaying(false)
        return this.#showFailure(
          'stopped',
          renderFailure(
            { message: fill(words.cell.stopped, { reason: update.reason }) },
            words.output,
          ),
        )
    }
  }

  /** While a generator without buttons of its own plays, the Stop button is shown. */
  #setPlaying(playing: boolean): void {
    if (this.querySelector(':scope > nb-playback')) return
    const focused = this.#toolbar.querySelector<HTMLElement>(':focus')
    this.toggleAttribute('playing', playing)
    if (focused) this.#keepFocus(focused)
  }

  #onAltUpdate(update: CellUpdate): void {
    if (update.type !== 'output') return
    this.#alt = textOf(update)
    this.#figure?.setAttribute('aria-label', this.#alt)
  }

  /** The container of the drawing that `alt` describes. */
  get #figure(): Element | null {
    return this.querySelector(':scope > figure > .output > .drawn > :is(.svg, .html)[role="img"]')
  }

  #setState(state: string | null): void {
    const focused = this.#toolbar.querySelector<HTMLElement>(':focus')
    if (state === null) this.removeAttribute('state')
    else this.setAttribute('state', state)
    if (focused) this.#keepFocus(focused)
    if (state === 'running') this.#output.setAttribute('aria-busy', 'true')
    else this.#output.removeAttribute('aria-busy')
    if (state === null || state === 'running') this.#removeFailure()
    if (state !== null) noteChange(this)
  }

  /** Run and Stop replace each other: when the focused one is hidden, the other gets the focus. */
  #keepFocus(focused: HTMLElement): void {
    if (focused.checkVisibility()) return
    for (const button of this.#toolbar.querySelectorAll<HTMLElement>('.run, .stop'))
      if (button.checkVisibility()) button.focus()
  }

  /**
   * Shows a failure where the reader looks: under the buttons while the code is open, else over the
   * last good output.
   */
  #showFailure(state: string, html: string): void {
    this.removeAttribute('late')
    this.#setState(state)
    this.#removeFailure()
    if (this.#find<HTMLDetailsElement>('> .code').open)
      this.#toolbar.insertAdjacentHTML('afterend', html)
    else this.#output.insertAdjacentHTML('afterbegin', html)
  }

  #removeFailure(): void {
    this.querySelector(':scope > .code > .failure, :scope > figure > .output > .failure')?.remove()
  }

  /** Puts outputs into the page, unless newer ones arrive meanwhile. */
  async #show(update: Extract<CellUpdate, { type: 'output' }>): Promise<void> {
    if (update !== this.#outputs) return
    // Once loaded, it is not awaited: the cost of showing then counts towards the delivery that
    // caused it.
    cleaner ??= await import('../hosts/client/sanitize.ts')
    // One by one: an element left unclosed in one output must not contain the next.
    if (update === this.#outputs) this.#put(update, cleaner.sanitizerFor(this.#name))
  }

  /** @param clean for outputs of the sandbox */
  #put({ outputs }: Extract<CellUpdate, { type: 'output' }>, clean?: Cleaner): void {
    const drawn = Object.assign(document.createElement('div'), { className: 'drawn' })
    const alt = this.#alt ?? this.#figure?.getAttribute('aria-label') ?? undefined
    const first = countFirst(outputs)
    for (const output of outputs.slice(0, first)) drawn.append(toNodes(output, alt, clean))
    for (const old of this.#output.querySelectorAll(':scope > .drawn')) old.remove()
    this.#output.append(drawn)
    if (first < outputs.length)
      void import('./add-in-slices.ts').then((it) =>
        it.addInSlices(drawn, outputs.slice(first), (output) => toNodes(output, alt, clean)),
      )
    markNamed(drawn)
    noteChange(this)
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
