import { forEach, type Steps } from '../../kernel/steps.ts'
import { readImageSize } from './read-image-size.ts'

/**
 * What markup of a cell costs the page to clean, to lay out and to paint, estimated before any of it
 * is done: nothing that is costly gets so far. One point is about the cost of one shape.
 */
export const markupLimits = {
  /** Points of all that one run of a cell shows as markup. */
  points: 20_000,
  /** Points of what all cells of the sandbox show. */
  page: 60_000,
  /** Points of cleaning one output: about those of six thousand elements without attributes. */
  cleaning: 6_000,
  /** Elements within one another. */
  depth: 100,
  /** Boxes that may be laid out more than once for those around them, within one another. */
  relaid: 6,
  /** Attributes of all elements together. */
  attributes: 60_000,
  /** Characters of text. */
  text: 150_000,
  /** Pixels of all images. */
  pixels: 16_000_000,
} as const

/** Points of one element, and of each paint that needs a layer of its own. */
const price = {
  shape: 1,
  box: 4,
  layer: 100,
  clip: 10,
  image: 4,
  shadow: 20,
  details: 100,
  intricate: 4,
}
/** Characters of text, and of the geometry of shapes, that cost a point. */
const perPoint = { text: 30, geometry: 40, dashes: 20 }
/** Points of cleaning one attribute, one character of a style, and one comment. */
const cleaning = { attribute: 0.3, style: 0.005, comment: 0.2 }

/**
 * What there is too much of, and how much there may be at most. Its words stand in the table of each
 * language, as `live.excess`.
 */
export interface Excess {
  kind:
    | 'elements'
    | 'attributes'
    | 'attributesOfOne'
    | 'text'
    | 'depth'
    | 'relaid'
    | 'pixels'
    | 'drawing'
    | 'drawingWithOthers'
  most?: number
}

/** The first look, before anything else is done with markup: how much of it there is, and how deep. */
export function findBulk(root: Element): Excess | undefined {
  const bulk = new Bulk()
  return bulk.excessOf(root, 0, 0) ?? bulk.excess
}

/** What each node of a tree costs to clean, with all in it. */
export function priceCleaning(root: Element): ReadonlyMap<Node, number> {
  const prices = new Map<Node, number>()
  const add = (node: Node): number => {
    let points = isElement(node) ? priceToClean(node) : isComment(node) ? cleaning.comment : 0
    for (let child = node.firstChild; child; child = child.nextSibling) points += add(child)
    prices.set(node, points)
    return points
  }
  add(root)
  return prices
}

function priceToClean(element: Element): number {
  const style = element.getAttribute('style')?.length ?? 0
  return 1 + cleaning.attribute * element.attributes.length + cleaning.style * style
}

class Bulk {
  #attributes = 0
  #text = 0
  /** What its elements cost at least. */
  #points = 0

  get excess(): Excess | undefined {
    if (this.#points > markupLimits.points) return { kind: 'drawing' }
    if (this.#attributes > markupLimits.attributes)
      return { kind: 'attributes', most: markupLimits.attributes }
    if (this.#text > markupLimits.text) return { kind: 'text', most: markupLimits.text }
    return undefined
  }

  /** @param relaid how many elements around this one are laid out more than once */
  excessOf(element: Element, depth: number, relaid: number): Excess | undefined {
    if (depth > markupLimits.depth) return { kind: 'depth', most: markupLimits.depth }
    if (relaid > markupLimits.relaid) return { kind: 'relaid', most: markupLimits.relaid }
    this.#attributes += element.attributes.length
    this.#points += element.namespaceURI === svg ? price.shape : price.box
    if (/details$/.test(element.localName)) this.#points += price.details
    for (let child = element.firstChild; child; child = child.nextSibling) {
      if (!isElement(child)) this.#text += child.nodeValue?.length ?? 0
      else {
        const excess = this.excessOf(child, depth + 1, relaid + (isRelaid(child) ? 1 : 0))
        if (excess) return excess
      }
    }
    return undefined
  }
}

export function isElement(node: Node): node is Element {
  return node.nodeType === 1
}

function isComment(node: Node): boolean {
  return node.nodeType === 8
}

/** Tables, grids and flexible boxes ask their contents for sizes before they lay them out. */
function isRelaid(element: Element): boolean {
  return (
    element.localName === 'table' ||
    /display\s*:[^;]*(?:flex|grid|table)/i.test(element.getAttribute('style') ?? '')
  )
}

/** What can be referred to, by its id. */
export type Targets = Map<string, Element>

/**
 * Takes from cleaned markup what is drawn again and again by reference, and adds up the rest.
 * @param targets what the cell's outputs before this one have; those of this one are added
 * @returns the points that it costs
 */
export function* priceMarkup(root: ParentNode, targets: Targets): Steps<number> {
  const elements = [...root.querySelectorAll('*')]
  yield* forEach(elements, (it) => addTarget(it, targets))
  yield* forEach(elements, (it) => cutReferences(it, targets))
  let pixels = 0
  let points = 0
  yield* forEach(elements, (it) => {
    pixels += pixelsOf(it)
    points += priceOf(it, targets)
  })
  return pixels > markupLimits.pixels ? Infinity : points
}

/** A browser draws the first element of an id: another one is not to be taken for it. */
function addTarget(element: Element, targets: Targets): void {
  const { id } = element
  if (id === '') return
  if (targets.has(id)) element.removeAttribute('id')
  else targets.set(id, element)
}

/** What is drawn wherever it is referred to. */
const drawnElsewhere = 'mask, clipPath, pattern, marker, symbol, filter'
const gradients = /^(?:linear|radial)Gradient$/
const addressed = /url\(\s*["']?#([^"')]+)/gi

/**
 * What is drawn by reference refers to no more than gradients: else a few lines draw a billion
 * shapes. Gradients inherit from one another once.
 */
function cutReferences(element: Element, targets: ReadonlyMap<string, Element>): void {
  const own = element.getAttribute('href') ?? element.getAttribute('xlink:href')
  if (own?.startsWith('#') && element.localName !== 'a' && !mayInherit(element, own, targets)) {
    element.removeAttribute('href')
    element.removeAttribute('xlink:href')
  }
  const isGradient = (id: string): boolean => gradients.test(targets.get(id)?.localName ?? '')
  for (const { name, value } of [...element.attributes]) {
    const ids = addressesOf(value)
    if (ids.length === 0 || !element.closest(drawnElsewhere)) continue
    const isPaint = /^(?:fill|stroke)$/.test(name) && ids.every(isGradient)
    if (!isPaint) element.removeAttribute(name)
  }
}

function mayInherit(
  { localName }: Element,
  address: string,
  targets: ReadonlyMap<string, Element>,
): boolean {
  const target = targets.get(address.slice(1))
  if (localName === 'textPath') return target?.localName === 'path'
  if (!target || !gradients.test(localName)) return false
  return !target.hasAttribute('href') && !target.hasAttribute('xlink:href')
}

function addressesOf(value: string): string[] {
  if (!value.includes('#')) return []
  return [...value.matchAll(addressed)].map(([, id]) => id)
}

function priceOf(element: Element, targets: ReadonlyMap<string, Element>): number {
  const isShape =
    element.namespaceURI === svg && !/^(?:text|tspan|textPath)$/.test(element.localName)
  let points: number = isShape ? price.shape : price.box
  points += priceOfText(element)
  for (const { name, value } of element.attributes) {
    if (/^(?:d|points|transform)$/.test(name)) points += value.length / perPoint.geometry
    if (name === 'style') points += priceOfStyle(value)
    for (const id of addressesOf(value)) points += priceOfUse(name, targets.get(id), element)
  }
  if (isLayer(element)) points += price.clip
  if (element.localName === 'ruby') points += price.shadow
  if (element.localName === 'details') points += price.details
  points += spanOf(element)
  return points + dashesOf(element) / perPoint.dashes
}

/** The places of a table that one of its cells or columns takes. */
function spanOf(element: Element): number {
  const spans = ['colspan', 'rowspan', 'span'].map((it) => Number(element.getAttribute(it) ?? 1))
  return spans.reduce((product, it) => product * Math.max(1, it || 1), 1) - 1
}

export const svg = 'http://www.w3.org/2000/svg'

/** Letters that run from right to left or stand upon another one, and places to break a word: hard to set in lines. */
const intricate = /[\p{M}\p{Script=Hebrew}\p{Script=Arabic}\p{Bidi_Control}\u00ad]/gu

/** Points of the texts that are directly in an element. */
function priceOfText(element: Element): number {
  let points = 0
  for (const { nodeType, nodeValue } of element.childNodes)
    if (nodeType === 3 && nodeValue)
      points +=
        nodeValue.length / perPoint.text +
        price.intricate * (nodeValue.match(intricate)?.length ?? 0)
  return points
}

/** What one reference costs: what it draws, and the layer to draw it in. */
function priceOfUse(attribute: string, target: Element | undefined, user: Element): number {
  if (!target || gradients.test(target.localName)) return 1
  const drawn = target.getElementsByTagName('*').length
  if (/^marker/.test(attribute))
    return drawn * ((user.getAttribute('d') ?? user.getAttribute('points') ?? '').length / 4 + 2)
  if (target.localName === 'filter') return price.layer * (1 + drawn)
  if (target.localName === 'mask') return price.layer + drawn
  return price.clip + drawn
}

function priceOfStyle(style: string): number {
  return price.shadow * (style.match(/shadow|gradient|mix-blend|opacity/gi)?.length ?? 0)
}

/** Whether what is in an element is drawn apart, to be blended as a whole. */
function isLayer(element: Element): boolean {
  const opacity = element.getAttribute('opacity')
  return opacity !== null && Number(opacity) < 1 && element.firstElementChild !== null
}

/** At least how long a dash and its gap are; shorter ones cannot be seen. */
const shortestDashes = 0.5

/** About how many dashes a shape's outline has. */
function dashesOf(element: Element): number {
  const dashes = element.getAttribute('stroke-dasharray')
  if (dashes === null || dashes === 'none') return 0
  const period = numbersIn(dashes).reduce((sum, it) => sum + it, 0)
  if (!(period >= shortestDashes)) {
    element.removeAttribute('stroke-dasharray')
    return 0
  }
  return lengthOf(element) / period
}

/** A length that the outline of a shape is hardly longer than. */
function lengthOf(element: Element): number {
  const outline = element.getAttribute('d') ?? element.getAttribute('points')
  if (outline !== null) {
    const numbers = numbersIn(outline)
    // Of relative steps the numbers are the lengths; of places, their differences.
    const isRelative = /[a-y]/.test(outline)
    return numbers.reduce(
      (sum, it, index) => sum + Math.abs(isRelative ? it : it - (numbers[index - 2] ?? it)),
      0,
    )
  }
  const sizes = ['x1', 'x2', 'y1', 'y2', 'width', 'height', 'r', 'rx', 'ry']
  return (
    7 *
    numbersIn(sizes.map((it) => element.getAttribute(it) ?? '').join(' ')).reduce(
      (sum, it) => sum + Math.abs(it),
      0,
    )
  )
}

function numbersIn(text: string): number[] {
  return (text.match(/-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi) ?? []).map(Number)
}

/** The pixels of an image; one whose size cannot be read loses its address. */
function pixelsOf(element: Element): number {
  if (element.localName !== 'img' && element.localName !== 'image') return 0
  let pixels = 0
  for (const name of ['src', 'href', 'xlink:href']) {
    const address = element.getAttribute(name)
    if (address === null) continue
    const size = readImageSize(address)
    if (size) pixels += size.width * size.height
    else element.removeAttribute(name)
  }
  return pixels
}
