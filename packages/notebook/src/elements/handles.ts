/**
 * Handles over figures: marks with `data-drag` can be dragged, by pointer and by keys, to move an
 * input of the chapter. They are elements of a layer beside the drawing, because every value
 * replaces the drawing.
 */
import { fill } from '../strings/fill.ts'
import { findMarks, handleLimits, type DragMark } from './find-marks.ts'
import { Handle } from './handle.ts'
import { words } from './words.ts'

/** The handles of one cell. */
class HandleLayer {
  readonly #output: Element
  readonly #layer = Object.assign(document.createElement('div'), { className: 'handles' })
  readonly #note = Object.assign(document.createElement('p'), { className: 'handles-note' })
  readonly #handles = new Map<string, Handle>()

  constructor(output: Element) {
    this.#output = output
    output.after(this.#layer)
    this.#note.setAttribute('role', 'status')
    this.#layer.addEventListener('pointerdown', (event) => this.#startDrag(event))
    new MutationObserver(() => this.#refresh()).observe(output, { childList: true, subtree: true })
    // Calls back once at the start too.
    new ResizeObserver(() => this.#refresh()).observe(output)
  }

  /** Adds, moves and removes handles to match the marks as they are drawn now. */
  #refresh(): void {
    const { marks, refused } = findMarks(this.#output)
    const keys = new Set(marks.map(({ key }) => key))
    for (const [key, handle] of this.#handles)
      if (!keys.has(key) && !handle.isHeld) this.#remove(key, handle)
    for (const mark of marks) this.#handleOf(mark).place(mark)
    this.#tell(refused)
  }

  /** Says below the figure that some of its marks have no handle. */
  #tell(refused: number): void {
    const { cell, same } = handleLimits
    const text = refused > 0 ? fill(words.handles, { count: refused, cell, same }) : ''
    if (text === this.#note.textContent) return
    this.#note.textContent = text
    if (text) this.#layer.after(this.#note)
    else this.#note.remove()
  }

  #handleOf(mark: DragMark): Handle {
    const known = this.#handles.get(mark.key)
    if (known) return known
    const handle = new Handle(mark)
    this.#handles.set(mark.key, handle)
    this.#layer.append(handle.element)
    return handle
  }

  #remove(key: string, handle: Handle): void {
    handle.element.remove()
    this.#handles.delete(key)
  }

  /** Starts a drag. Where handles overlap, the nearest is meant, not the topmost. */
  #startDrag(event: PointerEvent): void {
    if (event.button !== 0) return
    const under = document.elementsFromPoint(event.clientX, event.clientY)
    const [nearest] = [...this.#handles.values()]
      .filter(({ element }) => under.includes(element))
      .map((handle) => ({ handle, distance: handle.distanceTo(event.clientX, event.clientY) }))
      .sort((a, b) => a.distance - b.distance)
    if (!nearest) return
    // Else the drag would select text.
    event.preventDefault()
    nearest.handle.hold(event)
  }
}

const covered = new WeakSet<Element>()

/** Gives every cell of the page its handles, also one of the reader's own that has come since. */
function coverCells(): void {
  for (const output of document.querySelectorAll('nb-cell .output'))
    if (!covered.has(output)) {
      covered.add(output)
      new HandleLayer(output)
    }
}

coverCells()
// Where such cells are placed.
for (const text of document.querySelectorAll('main, article'))
  new MutationObserver(coverCells).observe(text, { childList: true })
