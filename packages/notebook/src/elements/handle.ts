import { markAttributes } from '../figure/marks.ts'
import { cornerTowards, fromPlane, toPlane } from '../figure/simplex.ts'
import { moveAlong, stepAlong, type Line, type Point } from '../figure/track.ts'
import { describeHandle, nameHandle } from './describe-handle.ts'
import type { DragMark } from './find-marks.ts'
import { warmUp } from './notebook.ts'

/**
 * A drag under way. Everything it needs is read when it begins, because the figure is redrawn
 * meanwhile.
 */
interface Drag {
  pointer: number
  mark: DragMark
  /** Where the pointer was, in the page's pixels from the layer's corner. */
  from: Point
  numbers: readonly number[]
  toFigure: DOMMatrix
}

const arrows: Record<string, Point> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/**
 * An invisible slider over a mark of a figure, which turns pointer moves and keys into values of an
 * input. Every value replaces the figure; the handle stays, and keeps the focus and the pointer.
 */
export class Handle {
  readonly element = document.createElement('div')
  #mark: DragMark
  #drag: Drag | undefined

  constructor(mark: DragMark) {
    this.#mark = mark
    Object.assign(this.element, { className: 'handle', tabIndex: 0, role: 'slider' })
    nameHandle(this.element, mark)
    this.element.addEventListener('keydown', (event) => this.#onKeydown(event))
    this.element.addEventListener('pointermove', (event) => this.#onMove(event))
    this.element.addEventListener('pointerup', () => this.#end())
    this.element.addEventListener('pointercancel', () => this.#end('back'))
    this.element.addEventListener('blur', () => this.element.toggleAttribute('pointed', false))
    for (const type of ['pointerenter', 'focus'])
      this.element.addEventListener(type, () => warmUp(this.#mark.input.name), {
        once: true,
        passive: true,
      })
  }

  get isHeld(): boolean {
    return this.#drag !== undefined
  }

  /**
   * Moves over `mark`, as it is drawn now. A handle that is being dragged stays under the pointer.
   * @param box where the mark is, in the window
   * @param corner where the handles' layer begins
   */
  place(mark: DragMark, box: DOMRect, corner: { x: number; y: number }): void {
    const { input, label } = this.#mark
    this.#mark = mark
    if (mark.input !== input || mark.label !== label) nameHandle(this.element, mark)
    this.describe()
    if (this.#drag) return
    const { style } = this.element
    style.left = `${box.x + box.width / 2 - corner.x}px`
    style.top = `${box.y + box.height / 2 - corner.y}px`
    style.width = `${box.width}px`
    style.height = `${box.height}px`
    style.translate = ''
  }

  describe(): void {
    const { element } = this
    const { tip, track } = this.#mark
    describeHandle(element, this.#mark)
    element.dataset['way'] = Array.isArray(track) && track.length === 1 ? wayOf(track[0]) : 'xy'
    if (tip === undefined) element.removeAttribute(markAttributes.tip)
    else element.setAttribute(markAttributes.tip, tip)
  }

  /**
   * The distance of a point of the window from the mark, in pixels. Among marks under the point,
   * the nearest centre decides.
   */
  distanceTo(x: number, y: number): number {
    const { left, right, top, bottom } = this.#mark.element.getBoundingClientRect()
    const outside = Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom))
    return outside + Math.hypot(x - (left + right) / 2, y - (top + bottom) / 2) / 1000
  }

  hold(event: PointerEvent): void {
    const svg = this.#mark.element.ownerSVGElement
    const screen = svg?.getScreenCTM()
    if (!screen || this.#drag) return
    this.element.setPointerCapture(event.pointerId)
    this.element.focus({ preventScroll: true })
    this.element.toggleAttribute('held', true)
    this.element.toggleAttribute('pointed', true)
    this.#drag = {
      pointer: event.pointerId,
      mark: this.#mark,
      from: this.#pointOf(event),
      numbers: [...this.#mark.input.numbers],
      toFigure: DOMMatrix.fromMatrix(screen).inverse(),
    }
  }

  #onMove(event: PointerEvent): void {
    if (!this.#drag || event.pointerId !== this.#drag.pointer) return
    const {
      from,
      toFigure: { a, b, c, d },
      mark,
      numbers,
    } = this.#drag
    const [x, y] = this.#pointOf(event)
    const [dx, dy] = [x - from[0], y - from[1]]
    moveBy(mark, numbers, [a * dx + c * dy, b * dx + d * dy])
    this.#follow(this.#drag)
    this.describe()
  }

  /** Follows the pointer at once; the figure follows when it is redrawn. */
  #follow({ mark, numbers, toFigure }: Drag): void {
    const { a, b, c, d } = toFigure.inverse()
    const [x, y] = stepBetween(mark, numbers, mark.input.numbers)
    this.element.style.translate = `calc(-50% + ${a * x + c * y}px) calc(-50% + ${b * x + d * y}px)`
  }

  #end(how?: 'back'): void {
    if (!this.#drag) return
    const { mark, numbers } = this.#drag
    this.#drag = undefined
    this.element.toggleAttribute('held', false)
    if (how === 'back') setNumbers(mark, numbers)
    const { element } = this.#mark
    // Where the figure was redrawn just now, its handles are about to follow.
    if (element.isConnected) this.place(this.#mark, element.getBoundingClientRect(), this.#corner)
  }

  #onKeydown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    this.element.toggleAttribute('pointed', false)
    if (event.key === 'Escape' && this.#drag) this.#end('back')
    else if (!moveByKey(this.#mark, event)) return
    event.preventDefault()
    this.describe()
  }

  /** The top left corner of the layer, in the window. */
  get #corner(): DOMRect {
    return (this.element.parentElement ?? this.element).getBoundingClientRect()
  }

  #pointOf({ clientX, clientY }: PointerEvent): Point {
    const { x, y } = this.#corner
    return [clientX - x, clientY - y]
  }
}

function wayOf({ from, to }: Line): 'x' | 'y' | 'xy' {
  return from[1] === to[1] ? 'x' : from[0] === to[0] ? 'y' : 'xy'
}

/** Moves an input from `numbers` by a step in the figure. */
function moveBy(
  { input, track, indices }: DragMark,
  numbers: readonly number[],
  step: Point,
): void {
  if (Array.isArray(track))
    return input.move(
      new Map(track.map((line, k) => [indices[k], moveAlong(line, numbers[indices[k]], step)])),
    )
  const [x, y] = toPlane(numbers as number[], track.corners)
  input.moveShares(fromPlane([x + step[0], y + step[1]], track.corners))
}

function setNumbers({ input, track, indices }: DragMark, numbers: readonly number[]): void {
  if (Array.isArray(track))
    input.move(new Map(track.map((_, k) => [indices[k], numbers[indices[k]]])))
  else input.moveShares(numbers)
}

/** The displacement in the figure that leads from some numbers of an input to others. */
function stepBetween(
  { track, indices }: DragMark,
  from: readonly number[],
  to: readonly number[],
): Point {
  if (!Array.isArray(track)) {
    const [[x1, y1], [x2, y2]] = [
      toPlane(from as number[], track.corners),
      toPlane(to as number[], track.corners),
    ]
    return [x2 - x1, y2 - y1]
  }
  const steps = track.map((line, k) => stepAlong(line, from[indices[k]], to[indices[k]]))
  return [steps.reduce((sum, [x]) => sum + x, 0), steps.reduce((sum, [, y]) => sum + y, 0)]
}

/**
 * Moves an input by a key: arrows in their own direction, with Shift by ten steps. Returns whether
 * the key was one of these.
 */
function moveByKey(mark: DragMark, { key, shiftKey }: KeyboardEvent): boolean {
  const { input, track, indices } = mark
  if (Object.hasOwn(arrows, key)) {
    const [index, sign] = Array.isArray(track)
      ? toIndex(track, indices, arrows[key])
      : cornerTowards(arrows[key], track.corners)
    moveSteps(mark, index, sign * (shiftKey ? 10 : 1))
    return true
  }
  if (!Array.isArray(track) || track.length > 1) return false
  const { min, max } = input.ranges[indices[0]]
  if (key === 'PageUp' || key === 'PageDown')
    moveSteps(mark, indices[0], key === 'PageUp' ? 10 : -10)
  else if (key === 'Home' || key === 'End')
    input.move(new Map([[indices[0], Number(key === 'Home' ? min : max)]]))
  else return false
  return true
}

function moveSteps({ input }: DragMark, index: number, steps: number): void {
  input.move(new Map([[index, input.numbers[index] + steps * Number(input.ranges[index].step)]]))
}

/**
 * Which number an arrow key moves, and in which direction: that of the line most parallel to the
 * arrow.
 */
function toIndex(
  track: readonly Line[],
  indices: readonly number[],
  [x, y]: Point,
): [index: number, sign: number] {
  const along = track.map(
    ({ from, to, domain }) =>
      ((to[0] - from[0]) * x + (to[1] - from[1]) * y) * Math.sign(domain[1] - domain[0]),
  )
  const k = track.length > 1 && Math.abs(along[1]) > Math.abs(along[0]) ? 1 : 0
  // Where the arrow is perpendicular to the line, up and right increase the number, as for a
  // slider.
  return [indices[k], Math.sign(along[k]) || x - y]
}
