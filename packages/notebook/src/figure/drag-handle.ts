import { select } from 'd3'
import { writeMark } from './write-mark.ts'
import { toPlane } from './simplex.ts'
import { toLine, type Line, type Point, type Scale, type Track, type Triangle } from './track.ts'
import { append, round, type Canvas } from './canvas.ts'
import { drawCircle } from './draw-circle.ts'
import { drawRule } from './draw-rule.ts'

export interface HandleOptions extends HandleLook {
  /** The name of the chapter's input that the handle moves. */
  input: string
  /**
   * Which of the input's numbers the handle moves, or which two. Default: the first, or the first
   * two.
   */
  index?: number | readonly [number, number]
  /**
   * The figure's scale across. With `x` alone the handle moves to the sides, with `y` alone up and
   * down, with both in the plane.
   */
  x?: Scale
  /** The figure's scale upwards. */
  y?: Scale
  /** Instead of scales: the corners of a triangle, for the shares of a `<Simplex>`. */
  corners?: Triangle
  /** Instead of scales: the values along any line. */
  along?: Line
}

export interface HandleLook {
  /** Default: the accent colour. */
  fill?: string
  /**
   * Draws a rule across the handle's way, so many pixels up and down, or left and right, from where
   * it stands. Default: a dot.
   */
  rule?: readonly [number, number]
  /** The handle's accessible name. Default: that of the input's own control. */
  label?: string
  /** Text that is shown when the handle is pointed at. */
  tip?: string
}

/** A figure made by `Plot.plot`. */
type PlotFigure = Element & { scale: (name: string) => PlotScale | undefined }
type PlotScale = Scale & { apply: (value: number) => number }

/**
 * Adds a handle to a figure, on top of what is drawn so far. By dragging it the reader moves an
 * input of the chapter.
 * @param at its current place, in the figure's pixels
 * @throws RangeError for a scale that is neither linear nor logarithmic.
 */
export function dragHandle(canvas: Canvas, at: Point, options: HandleOptions): void {
  const { input, index, fill = 'var(--accent)', rule, label, tip } = options
  const track = toTrack(options)
  const indices = index === undefined ? undefined : [index].flat()
  const mark = append(canvas, 'g', {
    ...writeMark({ drag: input, track, indices, label, tip }),
    fill,
  })
  if (rule !== undefined) drawAcross(mark, toEnds(at, toWays(track)[0][0], rule), fill)
  drawGrip(mark, at, openWays(at, track), rule === undefined ? 9 : 6)
  if (rule === undefined) drawCircle(mark, at, { radius: 5.5 })
}

export interface PlotHandleOptions extends Omit<HandleOptions, 'x' | 'y' | 'corners'> {
  /** Which way it moves. Default: in the plane. */
  axes?: 'x' | 'y' | 'xy'
  /** Instead of axes: the values along a line whose ends are in the plot's units. */
  along?: Line
}

/**
 * Adds a handle to a figure made by `Plot.plot`, and returns that figure.
 * @param at its current place, in the plot's own units
 * @throws TypeError for a figure without the scales x and y.
 */
export function dragPlot<T extends Element>(plot: T, at: Point, options: PlotHandleOptions): T {
  const { axes = 'xy', along, ...others } = options
  const [x, y] = (['x', 'y'] as const).map((axis) => findScale(plot, axis))
  const isSvg = plot.localName === 'svg'
  const svg = (isSvg ? plot : plot.querySelector(':scope > svg:last-of-type')) as SVGSVGElement
  const toPixels = ([a, b]: Point): Point => [x.apply(a), y.apply(b)]
  const way = along
    ? { along: { ...along, from: toPixels(along.from), to: toPixels(along.to) } }
    : { ...(axes !== 'y' && { x }), ...(axes !== 'x' && { y }) }
  const canvas = select<SVGSVGElement, undefined>(svg)
  dragHandle(canvas, toPixels(at), { ...others, ...way })
  return plot
}

function findScale(plot: Element, axis: 'x' | 'y'): PlotScale {
  const found = (plot as Partial<PlotFigure>).scale?.(axis)
  if (found) return found
  throw new TypeError(
    `no scale: the figure has no ${axis}; a handle is put into what Plot.plot gives, with x and y`,
  )
}

function toTrack({ x, y, corners, along }: HandleOptions): Track {
  if (corners) return { corners }
  if (along) return [along]
  if (!x && !y) throw new TypeError('handle without a way: give it x, y, corners or along')
  return [...(x ? [toLine(x, 'x')] : []), ...(y ? [toLine(y, 'y')] : [])]
}

/** A direction in which a handle can be dragged, as a unit vector, and where that ends. */
type Way = readonly [direction: Point, end: Point]

/**
 * The directions that are left to a handle. At the end of its track it has none outwards: a sign
 * there would promise too much, and lie on the numbers of the scale.
 */
function openWays(at: Point, track: Track): Point[] {
  const isOpen = ([[wx, wy], [x, y]]: Way): boolean => (x - at[0]) * wx + (y - at[1]) * wy > 0.5
  return toWays(track)
    .filter(isOpen)
    .map(([direction]) => direction)
}

function toWays(track: Track): Way[] {
  if (!Array.isArray(track)) return toCornerWays(track.corners)
  return track.flatMap(({ from, to }): Way[] => [
    [toUnit(from, to), to],
    [toUnit(to, from), from],
  ])
}

/** From the middle of a triangle to each of its corners. */
function toCornerWays(corners: Triangle): Way[] {
  const middle = toPlane([1 / 3, 1 / 3, 1 / 3], corners)
  return corners.map((corner) => [toUnit(middle, corner), corner])
}

function toUnit([x1, y1]: Point, [x2, y2]: Point): Point {
  const [x, y] = [x2 - x1, y2 - y1]
  return [x / Math.hypot(x, y), y / Math.hypot(x, y)]
}

/** The ends of a rule at right angles to the handle's first direction. */
function toEnds([x, y]: Point, [wx, wy]: Point, [before, after]: Point): [Point, Point] {
  const sign = wx - wy < 0 ? -1 : 1
  const [dx, dy] = [-wy * sign, wx * sign]
  return [
    [x - dx * before, y - dy * before],
    [x + dx * after, y + dy * after],
  ]
}

function drawAcross(mark: Canvas, [from, to]: [Point, Point], stroke: string): void {
  drawRule(mark, from, to, { stroke, width: 2 })
}

/** Draws the sign that a mark can be dragged: a ring, and an arrowhead for each direction. */
function drawGrip(mark: Canvas, at: Point, ways: readonly Point[], radius: number): void {
  const grip = append(mark, 'g', { class: 'grip' })
  // An outline in the paper's colour, since the background may be dark.
  append(grip, 'path', {
    d: ways.map((way) => toHead(at, way, radius)).join(''),
    fill: 'var(--accent)',
    stroke: 'var(--paper)',
    'stroke-width': 2,
    'paint-order': 'stroke',
  })
  drawCircle(grip, at, { radius, fill: 'var(--paper)', stroke: 'var(--accent)', width: 1.5 })
}

/** An arrowhead outside of a ring of this radius: its tip, and the two ends of its foot. */
function toHead([x, y]: Point, [wx, wy]: Point, radius: number): string {
  const [foot, tip, half] = [radius + 3, radius + 7, 4]
  const [bx, by] = [x + wx * foot, y + wy * foot]
  const corners = [
    [x + wx * tip, y + wy * tip],
    [bx - wy * half, by + wx * half],
    [bx + wy * half, by - wx * half],
  ]
  return `M${corners.map((corner) => corner.map(round).join(' ')).join('L')}Z`
}
