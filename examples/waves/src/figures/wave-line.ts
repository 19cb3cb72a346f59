import {
  createCanvas,
  dragHandle,
  drawRule,
  toElement,
  type Canvas,
  type FigureOptions,
} from '@cellgraph/notebook/figure'
import { line, scaleLinear, type ScaleLinear } from 'd3'
import type { Sample } from '../maths/sample-wave.ts'

export interface WaveLineOptions extends FigureOptions {
  /** The slider that the first crest moves: the amplitude. */
  drag: string
  /** Where the first crest stands. */
  crest: Sample
}

interface Frame {
  canvas: Canvas
  x: ScaleLinear<number, number>
  y: ScaleLinear<number, number>
}

const margin = { across: 16, down: 20 }
const height = 220

/** A wave as a curve over the time, with its first crest to be dragged up and down. */
export function waveLine(
  samples: readonly Sample[],
  { width, drag, crest }: WaveLineOptions,
): SVGSVGElement {
  const frame = {
    canvas: createCanvas(width, height),
    x: scaleLinear([0, samples[samples.length - 1].time], [margin.across, width - margin.across]),
    y: scaleLinear([-2, 2], [height - margin.down, margin.down]),
  }
  drawZero(frame)
  drawWave(frame, samples)
  const at = [frame.x(crest.time), frame.y(crest.value)] as const
  dragHandle(frame.canvas, at, { input: drag, y: frame.y, fill: 'var(--wave)' })
  return toElement(frame.canvas)
}

function drawZero({ canvas, x, y }: Frame): void {
  const [from, to] = x.range()
  drawRule(canvas, [from, y(0)], [to, y(0)], { stroke: 'var(--line)' })
}

function drawWave({ canvas, x, y }: Frame, samples: readonly Sample[]): void {
  const path = line<Sample>(
    ({ time }) => x(time),
    ({ value }) => y(value),
  ).digits(2)
  canvas
    .append('path')
    .attr('d', path(samples))
    .attr('fill', 'none')
    .attr('stroke', 'var(--wave)')
    .attr('stroke-width', 2)
}
