import { select } from 'd3'
import { toPlane } from './simplex.ts'
import { toLine, type Line, type Point, type Scale, type Track, type Triangle } from './track.ts'
import { round, type Canvas } from './canvas.ts'
import { drawRule } from './draw-rule.ts'

export interface HandleOptions extends HandleLook {
  /** The name of the chapter's input that it moves. */
  input: string
  /** Which of the input's numbers it moves, or which two. Default: the first, or the first two. */
  index?: number | readonly [number, number]
  /** The figure's scale across. With `x` alone it moves to the sides, with `y` alone up and down, with both in the plane. */
  x?: Scale
  /** The figure's scale upwards. */
  y?: Scale
  /** Instead of scales: the corners of a triangle, for the shares of a `<Simplex>`. */
  corners?: Triangle
  /** Instead of scales: the values along any line. */
  along?: Line
}

export interface HandleLook {
  /** Default: the colour of what can be touched. */
  fill?: string
  /** Draws a rule across the way, so many pixels up and down, or left and right, from where the handle stands. Default: a dot. */
  rule?: readonly [number, number]
  /** What a screen reader calls it. Default: as the input's own controls. */
  label?: string
  /** What it tells when it is pointed at. */
  tip?: string
}

/** What `Plot.plot` gives. */
type PlotFigure = Element & {
  scale: (name: string) => (Scale & { apply: (value: number) => number }) | undefined
}

/**
 * Puts a handle into a figure, on top of what is drawn so far: the reader drags it, and so moves an input of the chapter.
 * @param at where it stands now, in the figure's pixels
 * @throws RangeError for a scale that no handle can move along.
 */
export function dragHandle(canvas: Canvas, at: Point, options: HandleOptions): void {
  const { input, index, fill = 'var(--accent)', rule, label, tip } = options
  const track = toTrack(options)
  const mark = canvas
    .append('g')
    .attr('data-drag', input)
    .attr('data-track', writeTrack(track))
    .attr('fill', fill)
  if (index !== undefined) mark.attr('data-index', [index].flat().join(' '))
  if (label !== undefined) mark.attr('data-label', label)
  if (tip !== undefined) mark.attr('data-tip', tip)
  const ways = toWays(track)
  if (rule !== undefined) drawAcross(mark as unknown as Canvas, at, ways[0], rule, fill)
  drawGrip(mark as unknown as Canvas, at, ways, rule === undefined ? 9 : 6)
  if (rule === undefined)
    mark.append('circle').attr('cx', round(at[0])).attr('cy', round(at[1])).attr('r', 5.5)
}

/**
 * Puts a handle into what `Plot.plot` gave, which is returned.
 * @param at where it stands now, in the plot's own units
 * @param options `axes` says which way it moves. Default: in the plane
 */
export function dragPlot<T extends Element>(
  plot: T,
  at: readonly [number, number],
  options: Omit<HandleOptions, 'x' | 'y' | 'corners' | 'along'> & { axes?: 'x' | 'y' | 'xy' },
): T {
  const { axes = 'xy', ...others } = options
  const [x, y] = (['x', 'y'] as const).map((axis) => scaleOf(plot as unknown as PlotFigure, axis))
  const svg = plot.localName === 'svg' ? plot : plot.querySelector(':scope > svg:last-of-type')
  const canvas = select(svg as SVGSVGElement) as unknown as Canvas
  dragHandle(canvas, [x.apply(at[0]), y.apply(at[1])], {
    ...others,
    ...(axes !== 'y' && { x }),
    ...(axes !== 'x' && { y }),
  })
  return plot
}

function scaleOf(plot: PlotFigure, axis: 'x' | 'y') {
  const scale = typeof plot.scale === 'function' ? plot.scale(axis) : undefined
  if (!scale)
    throw new TypeError(
      `no scale: the figure has no ${axis}; a handle is put into what Plot.plot gives, with x and y`,
    )
  return scale
}

function toTrack({ x, y, corners, along }: HandleOptions): Track {
  if (corners) return { corners }
  if (along) return [along]
  if (!x && !y) throw new TypeError('handle without a way: give it x, y, corners or along')
  return [...(x ? [toLine(x, 'x')] : []), ...(y ? [toLine(y, 'y')] : [])]
}

function writeTrack(track: Track): string {
  const short = ([x, y]: Point): Point => [round(x), round(y)]
  return JSON.stringify(
    Array.isArray(track)
      ? track.map((line) => ({ ...line, from: short(line.from), to: short(line.to) }))
      : { corners: track.corners.map(short) },
  )
}

/** The directions in which a handle can be dragged, as unit vectors. */
function toWays(track: Track): Point[] {
  const unit = ([x, y]: Point): Point => [x / Math.hypot(x, y), y / Math.hypot(x, y)]
  if (!Array.isArray(track)) {
    const [mx, my] = toPlane([1 / 3, 1 / 3, 1 / 3], track.corners)
    return track.corners.map(([x, y]) => unit([x - mx, y - my]))
  }
  return track.flatMap(({ from, to }) => {
    const [x, y] = unit([to[0] - from[0], to[1] - from[1]])
    return [
      [x, y],
      [-x, -y],
    ] as Point[]
  })
}

/** A rule across the handle's way: up and down, or left and right. */
function drawAcross(
  mark: Canvas,
  [x, y]: Point,
  [wx, wy]: Point,
  [before, after]: readonly [number, number],
  stroke: string,
): void {
  const sign = wx - wy < 0 ? -1 : 1
  const [dx, dy] = [-wy * sign, wx * sign]
  drawRule(mark, [x - dx * before, y - dy * before], [x + dx * after, y + dy * after], {
    stroke,
    width: 2,
  })
}

/** The sign that a mark can be dragged: a ring, and an arrowhead for each way. */
function drawGrip(mark: Canvas, [x, y]: Point, ways: readonly Point[], radius: number): void {
  const grip = mark.append('g').attr('class', 'grip')
  const [foot, tip, half] = [radius + 3, radius + 7, 4]
  const heads = ways.map(([wx, wy]) => {
    const [bx, by] = [x + wx * foot, y + wy * foot]
    return `M${round(x + wx * tip)} ${round(y + wy * tip)}L${round(bx - wy * half)} ${round(by + wx * half)}L${round(bx + wy * half)} ${round(by - wx * half)}Z`
  })
  // A line of paper around them, for what they lie upon may be dark.
  grip
    .append('path')
    .attr('d', heads.join(''))
    .attr('fill', 'var(--accent)')
    .attr('stroke', 'var(--paper)')
    .attr('stroke-width', 2)
    .attr('paint-order', 'stroke')
  grip
    .append('circle')
    .attr('cx', round(x))
    .attr('cy', round(y))
    .attr('r', radius)
    .attr('fill', 'var(--paper)')
    .attr('stroke', 'var(--accent)')
    .attr('stroke-width', 1.5)
}
