/**
 * Handles over figures: marks with `data-drag` can be dragged, by pointer and by keys, to move an
 * input of the chapter. They are elements of a layer beside the drawing, because every value
 * replaces the drawing.
 */
import { fill } from '../strings/fill.ts'
import { findMarks, handleLimits, type DragMark } from './find-marks.ts'
import { Handle } from './handle.ts'
import { words } from './words.ts'

/** What a layer has read off its figure. */
interface ReadLayer {
  /** The layer's corner, in the window. */
  corner: DOMRect
  marks: { mark: DragMark; box: DOMRect }[]
  refused: number
}

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
    this.#layer.addEventListener('keydown', refreshLayers, { capture: true })
    new MutationObserver(() => refreshSoon(this)).observe(output, {
      childList: true,
      subtree: true,
    })
    // Calls back once at the start too.
    new ResizeObserver(() => refreshSoon(this)).observe(output)
  }

  read(): ReadLayer {
    const { marks, refused } = findMarks(this.#output)
    return {
      corner: this.#layer.getBoundingClientRect(),
      marks: marks.map((mark) => ({ mark, box: mark.element.getBoundingClientRect() })),
      refused,
    }
  }

  /** Adds, moves and removes handles to match the marks as they are drawn now. */
  place({ corner, marks, refused }: ReadLayer): void {
    const keys = new Set(marks.map(({ mark }) => mark.key))
    for (const [key, handle] of this.#handles)
      if (!keys.has(key) && !handle.isHeld) this.#remove(key, handle)
    for (const { mark, box } of marks) this.#handleOf(mark).place(mark, box, corner)
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
    refreshLayers()
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

/** Layers of figures that were redrawn. */
const stale = new Set<HandleLayer>()
const { port1, port2 } = new MessageChannel()
port1.onmessage = refreshLayers

/**
 * Has the handles of a figure follow it once the frame is painted: nobody sees them, so the frame does not wait for
 * them, and what has been laid out is measured at no cost.
 */
function refreshSoon(layer: HandleLayer): void {
  if (stale.size === 0) requestAnimationFrame(() => port2.postMessage(null))
  stale.add(layer)
}

/** All are read before any is moved, so that the page is laid out once. */
function refreshLayers(): void {
  const layers = [...stale]
  stale.clear()
  const read = layers.map((layer) => layer.read())
  layers.forEach((layer, i) => layer.place(read[i]))
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
