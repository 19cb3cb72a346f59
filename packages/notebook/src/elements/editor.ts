import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { javascript, javascriptLanguage } from '@codemirror/lang-javascript'
import { bracketMatching, indentOnInput, syntaxHighlighting } from '@codemirror/language'
import {
  Compartment,
  EditorState,
  StateEffect,
  StateField,
  type Extension,
} from '@codemirror/state'
import { Decoration, EditorView, keymap, type DecorationSet } from '@codemirror/view'
import { classHighlighter } from '@lezer/highlight'
import codeStyles from '../styles/code.css?inline'
import editorStyles from '../styles/editor.css?inline'
import { mostCode } from '../kept/changes.ts'
import { fill } from '../strings/fill.ts'
import { completeNames } from './complete-names.ts'
import type { EditedCell } from './types/read-page.ts'
import { formatCount, words } from './words.ts'
import type { PageCells } from '../hosts/page/page-cells.ts'

export interface EditorOptions {
  /** Name for screen readers. */
  label: string
  /** Its code is what is edited. */
  cell: EditedCell
  /** The page's cells, whose names are completed until types are there. */
  cells: PageCells
  onChange: (source: string) => void
  onRun: () => void
  /** Tells the reader why a change was refused. */
  tell: (text: string) => void
}

export interface Editor {
  focus(): void
  /** Lights the line of a mistake, until the code is changed or run. */
  light(line: number | undefined): void
  /** Replaces the code; undo brings the former back. */
  replace(source: string): void
}

// In the page the editor would add style elements, which the content security policy refuses; in a
// shadow root it uses sheets.
const sheet = new CSSStyleSheet()
sheet.replaceSync(codeStyles + editorStyles)

/** The line that is lit, or none. */
const setLit = StateEffect.define<number | undefined>()
const litMark = Decoration.line({ class: 'lit' })
const litLine = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(lit, { state, docChanged, effects }) {
    for (const effect of effects) {
      if (!effect.is(setLit)) continue
      const line = effect.value ?? 0
      if (line < 1 || line > state.doc.lines) return Decoration.none
      return Decoration.set(litMark.range(state.doc.line(line).from))
    }
    return docChanged ? Decoration.none : lit
  },
  provide: (field) => EditorView.decorations.from(field),
})

/**
 * After Escape, Tab leaves the editor, as the line under it says: whatever list or tip Escape has closed, and
 * however long the reader takes. The next change gives Tab back to indentation.
 */
const escapeLeaves = [
  EditorView.domEventObservers({
    keydown: ({ key, isComposing }, view) => {
      if (key === 'Escape' && !isComposing) view.setTabFocusMode(true)
    },
    blur: (_, view) => view.setTabFocusMode(false),
  }),
  EditorView.updateListener.of(({ docChanged, view }) => {
    if (docChanged) view.setTabFocusMode(false)
  }),
]

/** Refuses what would make code too long; code that is so already may be cut. */
function limitLength(tell: EditorOptions['tell']): Extension {
  return EditorState.changeFilter.of(({ startState, newDoc }) => {
    const fits = newDoc.length <= Math.max(mostCode, startState.doc.length)
    if (fits) return true
    tell(fill(words.cell.tooLong, { most: formatCount(mostCode) }))
    return false
  })
}

/** Replaces the code in `parent` by an editor. Escape, then Tab, leaves it. */
export function openEditor(parent: HTMLElement, options: EditorOptions): Editor {
  const run = (): boolean => (options.onRun(), true)
  const { cell, cells } = options
  const line = Object.assign(document.createElement('p'), { className: 'types', role: 'status' })
  const names = new Compartment()
  const host = document.createElement('div')
  const root = host.attachShadow({ mode: 'open' })
  root.adoptedStyleSheets = [sheet]
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: cell.source,
      extensions: [
        keymap.of([
          { key: 'Mod-Enter', run, preventDefault: true },
          { key: 'Shift-Enter', run, preventDefault: true },
        ]),
        keymap.of([
          ...closeBracketsKeymap,
          ...completionKeymap,
          ...defaultKeymap,
          ...historyKeymap,
          indentWithTab,
        ]),
        escapeLeaves,
        limitLength(options.tell),
        history(),
        litLine,
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        autocompletion(),
        javascript({ typescript: true }),
        names.of(javascriptLanguage.data.of({ autocomplete: completeNames(cells) })),
        syntaxHighlighting(classHighlighter),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({
          'aria-label': options.label,
          'aria-describedby': 'keys',
        }),
        EditorView.updateListener.of(
          (update) => update.docChanged && options.onChange(update.state.doc.toString()),
        ),
      ],
    }),
  })
  // The editor is there without types, and stays as it is where they do not come.
  import('./types/typed-editor.ts').then(
    ({ typesOf }) => view.dispatch({ effects: names.reconfigure(typesOf(cell, cells, line)) }),
    () => {},
  )
  // Within the shadow root: `aria-describedby` does not cross its border.
  root.append(
    line,
    Object.assign(document.createElement('p'), {
      id: 'keys',
      className: 'keys',
      textContent: `${words.editor.keys} ${words.editor.types.keys}`,
    }),
  )
  parent.replaceChildren(host)
  return {
    focus: () => view.focus(),
    light: (line) => view.dispatch({ effects: setLit.of(line) }),
    replace: (source) =>
      // What comes from the page itself is shown, however long.
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: source },
        filter: false,
      }),
  }
}
