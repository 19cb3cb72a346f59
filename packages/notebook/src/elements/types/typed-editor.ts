import {
  forEachDiagnostic,
  nextDiagnostic,
  setDiagnostics,
  type Diagnostic,
} from '@codemirror/lint'
import { javascriptLanguage } from '@codemirror/lang-javascript'
import { StateEffect, StateField, type EditorState, type Extension } from '@codemirror/state'
import {
  hoverTooltip,
  keymap,
  showTooltip,
  ViewPlugin,
  EditorView,
  type Tooltip,
  type ViewUpdate,
} from '@codemirror/view'
import type { PageCells } from '../../hosts/page/page-cells.ts'
import type { NameInfo, TypeMistake } from '../../language/typed-page.ts'
import { fill } from '../../strings/fill.ts'
import { loadFailures } from '../../strings/load-failures.ts'
import { tell } from '../../strings/message.ts'
import { words } from '../words.ts'
import { completeTyped } from './complete.ts'
import { describe } from './describe.ts'
import { pageTypes } from './page-types.ts'
import { isInputCall, type EditedCell } from './read-page.ts'

/** Milliseconds without a change after which the code's types are checked. */
const pause = 300

/**
 * What an editor shows of types: names, mistakes, and what is known of the name under the pointer or the cursor.
 * @param line tells of them in words
 */
export function typesOf(cell: EditedCell, cells: PageCells, line: HTMLElement): Extension {
  return [
    javascriptLanguage.data.of({ autocomplete: completeTyped(cell.name, cells) }),
    ViewPlugin.define((view) => new Checks(view, cell, line)),
    hoverTooltip(async (_, pos) => {
      if (!pageTypes.isReady || isInputCall(cell)) return null
      const found = await pageTypes.ask({ kind: 'hover', cell: cell.name, offset: pos })
      return found
        ? { pos: found.from, end: found.to, above: true, create: () => ({ dom: describe(found) }) }
        : null
    }),
    tipField,
    tellCalls(cell),
    keymap.of([
      { key: 'F8', run: nextDiagnostic },
      { key: 'Mod-Shift-Space', run: (view) => (void tellType(view, cell.name, line), true) },
    ]),
    // No binding of a key: the list of completions would take it, and one press closes both.
    EditorView.domEventObservers({
      keydown: ({ key, isComposing }, view) => {
        if (key === 'Escape' && !isComposing) closeTip(view)
      },
    }),
  ]
}

/** `isCall`: how a function is called, while its arguments are written. */
type Tip = Tooltip & { isCall?: boolean }

/** What is told of the name at the cursor, until the cursor moves. */
const setTip = StateEffect.define<Tip | null>()
const tipField = StateField.define<Tip | null>({
  create: () => null,
  update(tip, { effects, docChanged, selection, changes }) {
    for (const effect of effects) if (effect.is(setTip)) return effect.value
    if (tip?.isCall) return docChanged ? { ...tip, pos: changes.mapPos(tip.pos) } : tip
    return docChanged || selection ? null : tip
  },
  provide: (field) => showTooltip.from(field),
})

/** Tells how a function is called from its parenthesis on, until the call is left or Escape is pressed. */
function tellCalls(cell: EditedCell): Extension {
  return EditorView.updateListener.of(({ view, docChanged, selectionSet, transactions }) => {
    const { state } = view
    const { head } = state.selection.main
    const isOpening =
      transactions.some((it) => it.isUserEvent('input.type')) &&
      /[(,]/.test(state.sliceDoc(Math.max(0, head - 1), head))
    const isOpen = state.field(tipField)?.isCall && (docChanged || selectionSet)
    if ((isOpening || isOpen) && !isInputCall(cell)) void tellCall(view, cell.name, isOpening)
  })
}

/** How often Escape was pressed in an editor: what was asked before is not told any more. */
const escapes = new WeakMap<EditorView, number>()

async function tellCall(view: EditorView, cell: string, isOpening: boolean): Promise<void> {
  const { doc, selection } = view.state
  const asked = escapes.get(view)
  const pos = selection.main.head
  if (!pageTypes.isReady) return
  const found = await pageTypes.ask({ kind: 'signature', cell, offset: pos })
  const { state } = view
  const isOpen = state.field(tipField, false)?.isCall ?? false
  // Code that was typed on: another question has its answer.
  if (state.doc !== doc || !state.selection.eq(selection)) return
  if (escapes.get(view) !== asked || !(isOpening || isOpen)) return
  if (!found && !isOpen) return
  const tip = found && {
    pos,
    above: true,
    isCall: true,
    create: () => ({ dom: describe(found) }),
  }
  view.dispatch({ effects: setTip.of(tip ?? null) })
}

function closeTip(view: EditorView): void {
  escapes.set(view, (escapes.get(view) ?? 0) + 1)
  if (view.state.field(tipField)) view.dispatch({ effects: setTip.of(null) })
}

/** Tells the type of what stands at the cursor, or how the function around it is called. */
async function tellType(view: EditorView, cell: string, line: HTMLElement): Promise<void> {
  const { state } = view
  const { head: offset } = state.selection.main
  const found =
    (await pageTypes.ask({ kind: 'hover', cell, offset })) ??
    (await pageTypes.ask({ kind: 'signature', cell, offset }))
  if (view.state.doc !== state.doc) return
  if (found)
    view.dispatch({
      effects: setTip.of({ pos: offset, above: true, create: () => ({ dom: describe(found) }) }),
    })
  line.textContent = found ? inWords(found) : words.editor.types.nothing
}

const inWords = ({ type, docs }: NameInfo): string => [type, docs].filter(Boolean).join('. ')

/** Has the code checked when the reader pauses, and says in words what is wrong with it. */
class Checks {
  readonly #view: EditorView
  readonly #cell: EditedCell
  readonly #line: HTMLElement
  #timer: ReturnType<typeof setTimeout> | undefined
  readonly #unlisten: (() => void)[]

  constructor(view: EditorView, cell: EditedCell, line: HTMLElement) {
    this.#view = view
    this.#cell = cell
    this.#line = line
    const onChange = (): void => this.#schedule()
    // The code of another cell, or the type of its data.
    for (const name of ['codechange', 'typeschange']) document.addEventListener(name, onChange)
    this.#unlisten = [
      () => document.removeEventListener('codechange', onChange),
      () => document.removeEventListener('typeschange', onChange),
      pageTypes.listen(() => this.#onState()),
    ]
    pageTypes.start()
    this.#schedule()
    this.#tell()
  }

  update({ docChanged, selectionSet, transactions, state }: ViewUpdate): void {
    if (docChanged) this.#schedule()
    if (docChanged || selectionSet || transactions.some(({ effects }) => effects.length > 0))
      this.#tell(state)
  }

  destroy(): void {
    clearTimeout(this.#timer)
    for (const unlisten of this.#unlisten) unlisten()
  }

  #onState(): void {
    if (pageTypes.state?.state === 'ready') this.#schedule()
    if (pageTypes.isCostly(this.#cell.name)) this.#show([])
    this.#tell()
  }

  #schedule(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#check(), pause)
  }

  async #check(): Promise<void> {
    const { state } = this.#view
    if (isInputCall(this.#cell)) return this.#show([])
    const found = await pageTypes.ask({ kind: 'check', cell: this.#cell.name })
    const failures = await loadFailures(document.documentElement.lang).catch(() => undefined)
    // What was found in older code stands elsewhere by now; the next check is on its way.
    if (found && failures && this.#view.state.doc === state.doc)
      this.#show(found.map((it) => ({ ...it, message: tell(it.message, failures) })))
  }

  #show(mistakes: readonly (TypeMistake & { message: string })[]): void {
    const { state } = this.#view
    const { length } = state.doc
    const diagnostics = mistakes.map(({ from, to, message }): Diagnostic => {
      const start = Math.min(from, length)
      const end = Math.min(Math.max(to, start + 1), length)
      return { from: Math.min(start, end), to: end, severity: 'error', message }
    })
    this.#view.dispatch(setDiagnostics(state, diagnostics))
  }

  #tell(state = this.#view.state): void {
    const line = this.#line
    const text = this.#toText(state, this.#cell.name)
    line.dataset['state'] = pageTypes.isCostly(this.#cell.name)
      ? 'tooLong'
      : (pageTypes.state?.state ?? 'waiting')
    // How far loading is comes too often to be read out.
    line.setAttribute('aria-live', pageTypes.state?.state === 'loading' ? 'off' : 'polite')
    if (line.textContent !== text) line.textContent = text
  }

  #toText(state: EditorState, cell: string): string {
    const { types } = words.editor
    if (pageTypes.isCostly(cell)) return types.tooLong
    const now = pageTypes.state
    if (now?.state === 'loading')
      return fill(types.loading, { percent: Math.floor(now.share * 100) })
    if (now?.state === 'notLoaded') return types.notLoaded
    return tellMistakes(state)
  }
}

/** The mistake at the cursor, or the first one. */
function tellMistakes(state: EditorState): string {
  const { types } = words.editor
  const { head } = state.selection.main
  const found: { from: number; to: number; message: string }[] = []
  forEachDiagnostic(state, ({ message }, from, to) => found.push({ from, to, message }))
  const at = found.find(({ from, to }) => from <= head && head <= to) ?? found[0]
  if (!at) return ''
  const line = state.doc.lineAt(at.from).number
  const told = fill(types.at, { line, message: at.message })
  const more = found.length - 1
  return more > 0 ? `${told} ${fill(types.more, { count: more })}` : told
}
