import { parseHTML } from 'linkedom'
import { contrast } from './contrast.ts'
import { type Colour, over, readColour, type Theme, themes } from './theme-colours.ts'

/** A text of a drawing that is hard to read. */
export interface PaleText {
  text: string
  /** As the drawing has it. */
  fill: string
  contrast: number
  theme: Theme
}

/** What WCAG asks of letters. */
export const leastContrast = 4.5

/** A text with more grounds than this that it may stand on has one that is not known. */
const mostGrounds = 32
const white: Colour = [255, 255, 255, 1]

/** A text or a shape, and all that it is drawn within, the innermost first. */
type Line = readonly Element[]

/** The texts of a drawing whose letters differ too little from what they stand on, each once. */
export function findPaleTexts(markup: string): PaleText[] {
  const { document } = parseHTML(`<body>${markup}</body>`)
  // What only clips or fills other marks is not drawn itself.
  const lines = [...document.querySelectorAll('rect, circle, text, tspan')]
    .filter((it) => !it.closest('defs, clipPath, mask, pattern'))
    .map(lineOf)
  const pale = lines.flatMap((line, n) =>
    isText(line[0]) ? contrastsOf(line, lines.slice(0, n)) : [],
  )
  const worst = pale.sort((a, b) => a.contrast - b.contrast)
  return worst.filter(({ text }, n) => worst.findIndex((it) => it.text === text) === n)
}

const isText = ({ localName }: Element): boolean => /^(?:text|tspan)$/.test(localName)

/** Without those of the parts within it, which may have another colour. */
function ownLetters({ childNodes }: Element): string {
  const own = [...childNodes].filter(({ nodeType }) => nodeType === 3)
  return own
    .map(({ textContent }) => textContent)
    .join('')
    .trim()
}

function contrastsOf(text: Line, before: readonly Line[]): PaleText[] {
  const fill = inherited(text, 'fill')
  const letters = ownLetters(text[0])
  const shapes = before.filter(
    ([it]) => !isText(it) && it.closest('svg') === text[0].closest('svg'),
  )
  if (fill === undefined || letters === '' || isHidden(text)) return []
  return themes.flatMap((theme) => {
    const colour = paintOf(text, fill, theme)
    const grounds = groundsOf(text, shapes, theme)
    if (colour === undefined || grounds === undefined) return []
    const best = Math.max(...grounds.map((it) => contrast(over(colour, it), it)))
    return best < leastContrast ? [{ text: letters, fill, contrast: best, theme }] : []
  })
}

/**
 * What a text may stand on: where letters end is not known here, and a shape that they touch only at their edge may or may
 * not be what they are read on.
 */
function groundsOf(text: Line, shapes: readonly Line[], theme: Theme): Colour[] | undefined {
  let grounds = [readColour('var(--paper)', theme) ?? white]
  for (const shape of shapes) {
    const lies = howItLies(text, shape)
    const fill = inherited(shape, 'fill') ?? 'black'
    if (lies === 'apart' || fill === 'none') continue
    const paint = paintOf(shape, fill, theme)
    // An unknown colour may be any.
    if (paint === undefined) return undefined
    const covered = grounds.map((it) => over(paint, it))
    grounds = distinct(lies === 'within' ? covered : [...grounds, ...covered])
    if (grounds.length > mostGrounds) return undefined
  }
  return grounds
}

const distinct = (colours: readonly Colour[]): Colour[] => [
  ...new Map(colours.map((it) => [it.map(Math.round).join(), it])).values(),
]

type Box = readonly [left: number, top: number, right: number, bottom: number]

function howItLies(text: Line, shape: Line): 'within' | 'apart' | 'touching' {
  const [inner, outer] = [letterBox(text), shapeBox(shape)]
  if (!inner || !outer) return 'touching'
  const [left, top, right, bottom] = inner
  if (right < outer[0] || left > outer[2] || bottom < outer[1] || top > outer[3]) return 'apart'
  const middle = (top + bottom) / 2
  const isWithin = left > outer[0] && right < outer[2] && middle > outer[1] && middle < outer[3]
  return isWithin ? 'within' : 'touching'
}

/** Of letters whose size no mark gives, in pixels. */
const letterSize = 13
/** Of the size of letters: their mean width, what is above their line and what is below it. */
const [wide, above, below] = [0.6, 0.8, 0.2]

function letterBox(line: Line): Box | undefined {
  const [text] = line
  // A part stands where those before it end, and what has parts may have several lines.
  if (text.localName === 'tspan' || text.querySelector('tspan')) return undefined
  const size = lengthOf(inherited(line, 'font-size'), letterSize) ?? letterSize
  const place = placeOf(line)
  const offsets = ['x', 'y', 'dx', 'dy'].map((it) => lengthOf(text.getAttribute(it), size))
  if (!place || offsets.includes(undefined)) return undefined
  const [x, y, dx, dy] = offsets as number[]
  const width = (text.textContent ?? '').length * wide * size
  const anchor = inherited(line, 'text-anchor') ?? 'start'
  const left = place[0] + x + dx - width * ({ start: 0, middle: 0.5, end: 1 }[anchor] ?? 0)
  const base = place[1] + y + dy
  return [left, base - above * size, left + width, base + below * size]
}

/** In pixels, 0 where none is given; a length may be in the size of letters. */
function lengthOf(text: string | null | undefined, size: number): number | undefined {
  const [, number, unit] = /^(-?[\d.]+)(em|rem|px|)$/.exec(text?.trim() ?? '0') ?? []
  const pixels = { em: size, rem: 16, px: 1, '': 1 }[unit]
  return pixels === undefined ? undefined : Number(number) * pixels
}

function shapeBox(line: Line): Box | undefined {
  const [shape] = line
  const [x, y, cx, cy, r, width, height] = ['x', 'y', 'cx', 'cy', 'r', 'width', 'height'].map(
    (it) => Number(shape.getAttribute(it) ?? 0),
  )
  const place = placeOf(line)
  if (!place) return undefined
  const [left, top] = [place[0] + x, place[1] + y]
  return shape.localName === 'circle'
    ? [left + cx - r, top + cy - r, left + cx + r, top + cy + r]
    : [left, top, left + width, top + height]
}

const translate = /^\s*translate\(\s*([^\s,()]+)(?:[\s,]+([^\s,()]+))?\s*\)\s*$/

/** By how much an element is moved in its drawing; undefined where it is turned or scaled. */
function placeOf(line: Line): [number, number] | undefined {
  const moves = line.flatMap((it) => it.getAttribute('transform') ?? [])
  const steps = moves.map((it) => translate.exec(it) ?? [it, NaN, NaN])
  const [x, y] = [1, 2].map((n) => steps.reduce((sum, step) => sum + Number(step[n] ?? 0), 0))
  return Number.isFinite(x + y) ? [x, y] : undefined
}

function lineOf(element: Element): Line {
  const parent = element.localName === 'svg' ? null : element.parentElement
  return [element, ...(parent ? lineOf(parent) : [])]
}

/** What an element has itself, as an attribute or as a style. */
function ownOf(element: Element, name: string): string | undefined {
  const style = element.getAttribute('style') ?? ''
  const [, styled] = new RegExp(`(?:^|;)\\s*${name}\\s*:\\s*([^;]+)`).exec(style) ?? []
  return styled?.trim() ?? element.getAttribute(name) ?? undefined
}

function inherited(line: Line, name: string): string | undefined {
  return line.map((it) => ownOf(it, name)).find((it) => it !== undefined && it !== 'inherit')
}

const isHidden = (line: Line): boolean =>
  line.some(
    (it) =>
      ownOf(it, 'display') === 'none' ||
      ownOf(it, 'visibility') === 'hidden' ||
      Number(ownOf(it, 'opacity') ?? 1) === 0,
  )

/** A colour with all that makes it translucent. */
function paintOf(line: Line, fill: string, theme: Theme): Colour | undefined {
  const [r, g, b, alpha] = readColour(fill, theme) ?? []
  const opacity = line.reduce((product, it) => product * Number(ownOf(it, 'opacity') ?? 1), 1)
  const all = (alpha ?? NaN) * opacity * Number(inherited(line, 'fill-opacity') ?? 1)
  if (r === undefined || g === undefined || b === undefined || !Number.isFinite(all))
    return undefined
  return [r, g, b, all]
}
