import type { EditAnswer } from '../hosts/client/cell-state.ts'
import type { CellUpdate } from '../hosts/client/cell-update.ts'
import type { Output } from '../kernel/output.ts'
import type { Steps } from '../kernel/steps.ts'
import { fill } from '../strings/fill.ts'
import { escapeHtml } from '../text/escape-html.ts'
import { noteAction, noteChange } from './announce.ts'
import type { Editor } from './editor.ts'
import { whenVisibleOrIdle } from './in-view.ts'
import type { Rendering } from './live-page.ts'
import { getCells, getChapter, listen, warmUp } from './notebook.ts'
import { loadEdit, saveEdit, type CodeKind, type SavedEdit } from './saved-edits.ts'
import { markNamed } from './symbol.ts'
import { textOf } from './value.ts'
import { words } from './words.ts'

/** Milliseconds before a running cell shows that it runs, so that quick ones do not flicker. */
const runningDelay = 150

let drawing: typeof import('./draw-outputs.ts') | undefined
type Outputs = Extract<CellUpdate, { type: 'output' }>

/** A cell: its output, its code, and the buttons that run it. */
export class CellElement extends HTMLElement {
  #unlisten: (() => void)[] = []
  #editor: Promise<Editor> | undefined
  /** The code as published. */
  #original = ''
  #source = ''
  /** The code that was last taken back. */
  #former: string | undefined
  /** The code that went to run and was not taken back since; the newest is the last. */
  #ran: { source: string }[] = []
  /** Whether the last change could not be saved in this browser. */
  #unsaved = false
  /** Whether the code in the editor is being replaced, and not typed. */
  #isShowing = false
  #alt: string | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #outputs: Outputs | undefined
  /** What is being made ready for the page. */
  #next: Outputs | undefined
  /** What the page shows. */
  #drawn: Outputs['outputs'] | undefined

  get name(): string {
    return this.getAttribute('name') ?? ''
  }

  /** The code as it stands, whether or not it was run. */
  get source(): string {
    return this.#source
  }

  /** The chapter's own code. */
  get original(): string {
    return this.#original
  }

  /** Whether the reader added it. */
  get isOwn(): boolean {
    return this.hasAttribute('own')
  }

  /** Whether it holds code that is neither the chapter's nor was run. */
  get isWaiting(): boolean {
    return this.#source !== (this.#ran.at(-1)?.source ?? this.#original)
  }

  connectedCallback(): void {
    // The listing is the source, letter for letter, until an edit is shown in it.
    this.#source ||= this.#listing?.textContent ?? ''
    this.#original ||= this.isOwn ? '' : this.#source
    this.#toolbar.dataset['unrun'] = words.cell.unrun
    this.#unlisten = [
      listen(this.name, this, (...news) => this.#onUpdate(...news)),
      listen(this.getAttribute('alt-name') ?? '', this, (update) => this.#onAltUpdate(update)),
    ]
    this.#addButtons()
    if (!this.isOwn) this.#restoreEdit()
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

  get #listing(): HTMLElement | null {
    return this.querySelector(':scope > .code > .editor > pre > code')
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
        ariaLabel: fill(cell.button, { button: text, cell: this.name }),
      })
      button.addEventListener('click', onClick)
      this.#toolbar.append(button)
    }
    add('run', cell.run, () => this.#run(), cell.runKeys)
    add('stop', cell.stop, () => void this.#stop())
    add('edit', cell.edit, () => void this.#edit())
    add('reset', cell.reset, () => void this.reset(), cell.resetTo)
    add('undo', cell.undo, () => void this.#undo(), cell.undoTo)
    add('more', '⋯', () => void this.#openMenu(), cell.more)
  }

  /** A running cell is stopped by ending the worker; a generator that plays is only paused. */
  async #stop(): Promise<void> {
    try {
      const chapter = await getChapter()
      if (this.getAttribute('state') === 'running') chapter.stop()
      else await chapter.play(this.name, 'pause')
    } catch {
      // Where nothing could be loaded, nothing runs.
    }
  }

  async #openMenu(): Promise<void> {
    try {
      const { openCellMenu } = await import('./changes/cell-menu.ts')
      openCellMenu(this, this.#toolbar.querySelector('.more') as HTMLElement)
    } catch {
      this.note(words.cell.noEditor)
    }
  }

  openCode(): void {
    this.#find<HTMLDetailsElement>('> .code').open = true
  }

  /** Opens the code, and the editor in it. */
  edit(): void {
    this.openCode()
    void this.#edit()
  }

  async #edit(): Promise<void> {
    warmUp()
    try {
      const editor = await (this.#editor ??= this.#openEditor())
      editor.focus()
    } catch {
      this.#editor = undefined
      this.note(words.cell.noEditor)
    }
  }

  async #openEditor(): Promise<Editor> {
    const [{ openEditor }, cells] = await Promise.all([import('./editor.ts'), getCells()])
    this.setAttribute('editing', '')
    return openEditor(this.#code, {
      cell: this,
      cells,
      label: fill(words.editor.label, { cell: this.name }),
      onChange: (source) => this.#isShowing || this.#onChange(source),
      onRun: () => this.#run(),
      tell: (text) => this.note(text),
    })
  }

  #onChange(source: string, former = this.#former): void {
    this.#set(source, former)
    // Code that came from a link is kept from here on.
    this.dispatchEvent(new Event('codechange', { bubbles: true }))
    void this.save().then((saved) => {
      if (saved === this.#unsaved) this.note(saved ? '' : words.cell.notSaved)
      this.#unsaved = !saved
    })
  }

  #set(source: string, former: string | undefined): void {
    this.#source = source
    this.#former = former
    this.toggleAttribute('unrun', this.isWaiting)
    this.toggleAttribute('edited', this.isOwn || source !== this.#original)
    this.toggleAttribute('undoable', former !== undefined && former !== source)
  }

  /** Keeps the code as it stands. Resolves to whether the browser took it. */
  save(): Promise<boolean> {
    const former = this.#former
    const after = this.getAttribute('own') ?? undefined
    const edit: SavedEdit = {
      source: this.#source,
      original: this.#original,
      ...(former !== undefined && { former }),
      ...(after !== undefined && { after }),
    }
    return saveEdit(this.name, edit, this.#kind)
  }

  get #kind(): CodeKind {
    return this.isOwn ? 'own' : 'edit'
  }

  /** Lights a line in the editor, if it is open. */
  #light(line: number | undefined): void {
    void this.#editor?.then((editor) => editor.light(line))
  }

  #run(): void {
    this.#light(undefined)
    noteAction(this.#tryAnswer() ?? this)
    void this.run()
  }

  /** Runs the code as it stands. Resolves when it was accepted or refused. */
  async run(): Promise<EditAnswer> {
    this.note(this.#unsaved ? words.cell.notSaved : '')
    const source = this.#source
    this.removeAttribute('unrun')
    try {
      if (this.isOwn) {
        const { runInput } = await import('./changes/own-inputs.ts')
        const answer = await runInput(this, (code) => this.#send(code, source))
        if (answer) return answer
      }
      return await this.#send(source)
    } catch {
      this.note(words.cell.notLoaded)
      return 'ended'
    }
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

  /** Gives the cell's place in the chapter other code. Resolves when that was accepted or refused. */
  async #send(code: string, source = code): Promise<EditAnswer> {
    const { promise, resolve } = Promise.withResolvers<EditAnswer>()
    const version = { source }
    this.#ran.push(version)
    try {
      const chapter = await getChapter()
      await chapter.edit(this.name, code, (answer) => {
        const others = this.#ran.filter((it) => it !== version)
        // One that its worker did not take may be taken by the next. Few are gone back to.
        this.#ran = answer === 'accepted' ? [...others.slice(-2), version] : others
        resolve(answer)
      })
    } catch (error) {
      this.#ran = this.#ran.filter((it) => it !== version)
      throw error
    }
    return promise
  }

  /** Takes the code out of the chapter. Resolves to whether nothing else needs it. */
  async clear(): Promise<boolean> {
    return this.#ran.length === 0 || (await this.#send('')) !== 'refused'
  }

  /** Goes back to the chapter's own code, and runs it; what was there can be brought back. */
  async reset(): Promise<void> {
    const former = this.#source
    await this.#replaceCode(this.#original, former)
    this.#run()
  }

  async #undo(): Promise<void> {
    await this.#replaceCode(this.#former ?? this.#original, this.#source)
    this.note(this.isWaiting ? words.cell.restored : '')
  }

  /** Shows other code in the place of this, in the editor if it is open, and keeps it. */
  async #replaceCode(source: string, former: string): Promise<void> {
    this.#onChange(source, former)
    await this.#showSource()
  }

  async #showSource(): Promise<void> {
    const editor = await this.#editor
    // The editor tells of changes whoever makes them.
    this.#isShowing = true
    if (editor) editor.replace(this.#source)
    else if (this.#listing) this.#listing.textContent = this.#source
    this.#isShowing = false
  }

  /** Takes code from the store, from another tab or from a link: it is shown, and not run. */
  async take(edit: SavedEdit, note: string): Promise<void> {
    if (edit.source === this.#source && edit.former === this.#former) return
    this.#set(edit.source, edit.former)
    await this.#showSource()
    if (edit.source === this.#original) return this.note('')
    this.#find('> .code').setAttribute('open', '')
    this.#noteTaken(edit, note)
  }

  /** Says where the code comes from, and whether the chapter's has changed since. */
  #noteTaken({ original }: SavedEdit, note: string): void {
    if (original === this.#original) return this.note(note)
    this.note(words.cell.restoredOld)
    void import('./changes/difference.ts').then(
      ({ offerDifference }) => offerDifference(this, original),
      () => {},
    )
  }

  /** Shows an edit of an earlier visit, without running it: it may be what hung. */
  #restoreEdit(): void {
    const edit = loadEdit(this.name)
    if (edit) void this.take(edit, words.cell.restored)
  }

  #onUpdate(update: CellUpdate, rendering: Rendering): void {
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
        // Of an edit that was refused or stopped, what is shown is what the version before comes to.
        this.toggleAttribute('unrun', this.isWaiting)
        if (this.hasAttribute('judge')) this.#speakUp()
        if (update.outputs === this.#drawn) {
          this.#next = undefined
          return noteChange(this)
        }
        if (rendering.isOwn(update)) return this.#putOwn(update, rendering)
        return whenVisibleOrIdle(this, () => void this.#show(update, rendering))
      case 'failure':
        this.#light(update.failure.line)
        return this.#showFailure(
          update.failure.upstream ? 'waiting' : 'failed',
          rendering.renderFailure(update.failure, words.output),
        )
      case 'refused':
        this.#light(update.failure.line)
        return this.#showFailure('failed', rendering.renderFailure(update.failure, words.output))
      case 'kept':
        this.removeAttribute('late')
        return this.getAttribute('state') === 'running' ? this.#setState(null) : undefined
      case 'playback':
        return this.#setPlaying(update.state === 'playing')
      case 'stopped':
        this.#setPlaying(false)
        return this.#showFailure(
          'stopped',
          rendering.renderFailure({ message: rendering.tellStopped(update.reason) }, words.output),
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

  /** Puts outputs of the sandbox into the page, unless newer ones arrive meanwhile. */
  async #show(update: Outputs, rendering: Rendering): Promise<void> {
    if (update !== this.#outputs) return
    // Once loaded, it is not awaited: the cost of showing then counts towards the delivery that
    // caused it.
    drawing ??= await import('./draw-outputs.ts')
    // What is begun is shown, however fast newer outputs come; then the newest.
    if (update !== this.#outputs || this.#next) return
    this.#next = update
    // One by one: an element left unclosed in one output must not contain the next.
    const clean = drawing.sanitizerFor(this.name, rendering.tellExcess)
    const prepare = (output: Output): Steps<DocumentFragment> =>
      rendering.toNodes(output, this.#altOfFigure, clean)
    drawing.drawingQueue.take(rendering.toFirstNodes(update.outputs, prepare), (nodes) => {
      if (this.#next !== update) return
      this.#next = undefined
      if (nodes) this.#put(update, nodes, rendering, prepare)
      const newest = this.#outputs
      if (newest && newest.outputs !== update.outputs) void this.#show(newest, rendering)
    })
  }

  #putOwn(update: Outputs, rendering: Rendering): void {
    this.#next = undefined
    const prepare = (output: Output): Steps<DocumentFragment> =>
      rendering.toNodes(output, this.#altOfFigure)
    const nodes = rendering.runAtOnce(rendering.toFirstNodes(update.outputs, prepare))
    this.#put(update, nodes, rendering, prepare)
  }

  get #altOfFigure(): string | undefined {
    return this.#alt ?? this.#figure?.getAttribute('aria-label') ?? undefined
  }

  /** @param nodes the first of the outputs; the others are added later */
  #put(
    { outputs }: Outputs,
    nodes: DocumentFragment,
    { countFirst }: Rendering,
    prepare: (output: Output) => Steps<DocumentFragment>,
  ): void {
    this.#drawn = outputs
    const drawn = Object.assign(document.createElement('div'), { className: 'drawn' })
    drawn.append(nodes)
    const rest = outputs.slice(countFirst(outputs))
    // Before it is laid out for the first time: the class would have it laid out again.
    drawn.classList.toggle('long', rest.length > 0)
    for (const old of this.#output.querySelectorAll(':scope > .drawn')) old.remove()
    this.#output.append(drawn)
    // It may have come while these nodes were made.
    if (this.#alt !== undefined) this.#figure?.setAttribute('aria-label', this.#alt)
    if (rest.length > 0)
      void import('./add-in-slices.ts').then((it) => it.addInSlices(drawn, rest, prepare))
    markNamed(drawn)
    noteChange(this)
  }

  /** Puts a note under the buttons, in the place of the last one; none for an empty text. */
  note(text: string): void {
    this.querySelector(':scope > .code > .note')?.remove()
    if (text)
      this.#toolbar.insertAdjacentHTML(
        'afterend',
        `<p class="note" role="status">${escapeHtml(text)}</p>`,
      )
  }
}

customElements.define('nb-cell', CellElement)
