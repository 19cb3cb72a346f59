/**
 * Handles over figures: marks with `data-drag` can be dragged, by pointer and by keys, and so move an input of the chapter.
 * They lie beside the drawing, in a layer of their own, because every value draws the figure anew.
 */
import { findMarks } from './find-marks.ts'
import { Handle } from './handle.ts'

/** The handles of one cell. */
class HandleLayer {
  readonly #output: Element
  readonly #box = Object.assign(document.createElement('div'), { className: 'handles' })
  readonly #handles = new Map<string, Handle>()

  constructor(output: Element) {
    this.#output = output
    output.after(this.#box)
    this.#box.addEventListener('pointerdown', (event) => this.#hold(event))
    new MutationObserver(() => this.#refresh()).observe(output, { childList: true, subtree: true })
    // Told of once at the start too.
    new ResizeObserver(() => this.#refresh()).observe(output)
  }

  /** Brings the handles to the marks as they are drawn now. */
  #refresh(): void {
    const marks = findMarks(this.#output)
    const keys = new Set(marks.map(({ key }) => key))
    for (const [key, handle] of this.#handles)
      if (!keys.has(key) && !handle.isHeld) this.#remove(key, handle)
    for (const mark of marks) this.#handleOf(mark).place(mark)
  }

  #handleOf(mark: ReturnType<typeof findMarks>[number]): Handle {
    const known = this.#handles.get(mark.key)
    if (known) return known
    const handle = new Handle(mark)
    this.#handles.set(mark.key, handle)
    this.#box.append(handle.element)
    return handle
  }

  #remove(key: string, handle: Handle): void {
    handle.element.remove()
    this.#handles.delete(key)
  }

  /** Where handles lie close together, the nearest is meant, not the topmost. */
  #hold(event: PointerEvent): void {
    if (event.button !== 0) return
    const under = document.elementsFromPoint(event.clientX, event.clientY)
    const [nearest] = [...this.#handles.values()]
      .filter(({ element }) => under.includes(element))
      .map((handle) => ({ handle, far: handle.distanceTo(event.clientX, event.clientY) }))
      .sort((a, b) => a.far - b.far)
    if (!nearest) return
    // No text is selected meanwhile.
    event.preventDefault()
    nearest.handle.hold(event)
  }
}

for (const output of document.querySelectorAll('nb-cell .output')) new HandleLayer(output)
