import { append, type Canvas, drawCircle, type Point } from '@cellgraph/notebook/figure'
import { drawPath } from './draw-path.ts'
import { drawText, type TextOptions } from './draw-text.ts'

/** A face in a square of 24 pixels around its middle: what is dark, what is light in it, and its eyes. */
interface Face {
  dark: string
  light?: string
  eyes: readonly Point[]
}

const faces: Readonly<Record<string, Face>> = {
  fox: {
    dark: 'M-10-11L-4-6Q0-7 4-6L10-11Q12-2 8 3L0 11L-8 3Q-12-2-10-11Z',
    light: 'M-8 2Q-3 1-1 8L0 9L1 8Q3 1 8 2L0 10Z',
    eyes: [
      [-4, -1],
      [4, -1],
    ],
  },
  badger: {
    dark: 'M-7-6A2.6 2.6 0 1 1-9-2Q-9 4-3 9Q0 12 3 9Q9 4 9-2A2.6 2.6 0 1 1 7-6Q0-11-7-6Z',
    light:
      'M-2-8.4Q0-9 2-8.4L1.4 5L0 7L-1.4 5ZM-8.6 1Q-6 1-4 7Q-8 4-8.6 1ZM8.6 1Q6 1 4 7Q8 4 8.6 1Z',
    eyes: [
      [-4.6, -1],
      [4.6, -1],
    ],
  },
  hare: {
    dark: 'M-4-2Q-9-12-5-12Q-1-12-1-3L1-3Q1-12 5-12Q9-12 4-2Q8 1 7 6Q5 11 0 11Q-5 11-7 6Q-8 1-4-2Z',
    eyes: [
      [-3, 3],
      [3, 3],
    ],
  },
  owl: {
    dark: 'M-9-11Q-5-7 0-7Q5-7 9-11Q11-3 9 4Q6 11 0 11Q-6 11-9 4Q-11-3-9-11Z',
    light: 'M-4.2-4.6A3.6 3.6 0 1 0-4.1-4.6ZM4.2-4.6A3.6 3.6 0 1 0 4.3-4.6ZM-1.4 3L1.4 3L0 6Z',
    eyes: [],
  },
}

/** Draws the face of an animal of the book, `size` pixels high; nothing for other names. */
export function drawAnimal(canvas: Canvas, name: string, [x, y]: Point, size: number): void {
  if (!isAnimal(name)) return
  const { dark, light, eyes } = faces[name]
  const face = append(canvas, 'g', { transform: `translate(${x} ${y})scale(${size / 24})` })
  drawPath(face, dark, { fill: 'var(--ink)' })
  if (light) drawPath(face, light, { fill: 'var(--paper)' })
  for (const eye of eyes) drawCircle(face, eye, { radius: 1.3, fill: 'var(--paper)' })
  if (name !== 'owl') return
  for (const at of [-4.2, 4.2]) drawCircle(face, [at, -1], { radius: 1.5, fill: 'var(--ink)' })
}

export const isAnimal = (name: string): boolean => Object.hasOwn(faces, name)

/** Writes a name in the middle of its place, with the animal's face before it. */
export function drawAnimalName(
  canvas: Canvas,
  [middle, line]: Point,
  name: string,
  look: TextOptions = {},
): void {
  const shift = isAnimal(name) ? 9 : 0
  drawText(canvas, [middle + shift, line], name, { ...look, anchor: 'middle' })
  drawAnimal(canvas, name, [middle + shift - 12 - name.length * 3.4, line - 5], 16)
}
