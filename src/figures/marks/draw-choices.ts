import { type Canvas, drawRule, setInput } from '@cellgraph/notebook/figure'
import { drawPicture } from './draw-picture.ts'

export interface ChoicesOptions {
  /** Small pictures to choose from. */
  choices: readonly { picture: readonly number[]; value: string }[]
  chosen: string
  /** The `<Choice>` that is set when a picture is touched. */
  input?: string
  /** Of the whole row, in pixels. */
  width: number
}

const largest = 44

/** The side of each small picture, in pixels. */
export function sizeOfChoice({ choices, width }: ChoicesOptions): number {
  return Math.min(largest, width / choices.length - 4)
}

/** Draws the small pictures of a choice in a row, the chosen one underlined. */
export function drawChoices(canvas: Canvas, options: ChoicesOptions): void {
  const { choices, chosen, input, width } = options
  const size = sizeOfChoice(options)
  choices.forEach(({ picture, value }, n) => {
    const x = (n * width) / choices.length
    drawPicture(setInput(canvas, input, value), { x, y: 1, size }, picture)
    if (value === chosen) drawUnderline(canvas, x, size)
  })
}

function drawUnderline(canvas: Canvas, x: number, size: number): void {
  drawRule(canvas, [x, size + 7], [x + size, size + 7], { stroke: 'var(--accent)', width: 3 })
}
