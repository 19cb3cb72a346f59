import DOMPurify, { type Config } from 'dompurify'
import { markAttributes } from '../../figure/marks.ts'
import { outputLimits } from '../../kernel/limits.ts'
import type { Steps } from '../../kernel/steps.ts'
import { cleanInPieces } from './clean-in-pieces.ts'
import { byWindow, cleanStyle } from './clean-style.ts'
import {
  markupLimits,
  priceCleaning,
  priceMarkup,
  type Excess,
  type Targets,
} from './markup-cost.ts'
import { parseMarkup } from './parse-markup.ts'
import { takePlainShapes } from './plain-shapes.ts'

/** Cleans markup, in steps between which the page may answer. */
export type Cleaner = (html: string) => Steps<DocumentFragment>

/** What one run of a cell shows as markup, in points. */
interface RunCost {
  points: number
}

/** The newest run of each cell of the sandbox; an older one that is still being cleaned counts for nothing. */
const shown = new Map<string, RunCost>()

/**
 * Creates a sanitizer for what one run of a cell shows. It turns markup from the sandbox into nodes
 * that are safe in the page: no scripts, forms or custom elements, nothing loaded from elsewhere,
 * only ids that begin with the cell's name. What would be too costly to lay out or to paint is
 * refused, with a note that says what there is too much of; so is what together with other outputs
 * would be.
 * @param tell says in the page's language what there is too much of
 */
export function sanitizerFor(cell: string, tell: (excess: Excess) => string): Cleaner {
  let elements: number = outputLimits.elements
  const run: RunCost = { points: 0 }
  const targets: Targets = new Map()
  const owner = { cell, longer: namesLonger(cell) }
  shown.set(cell, run)
  const clean = (dirty: Element): DocumentFragment => {
    // Between two pieces another cell's markup may be cleaned.
    current = owner
    return DOMPurify.sanitize(dirty, config)
  }
  return function* (html) {
    const parsed = yield* parseMarkup(html, elements)
    if ('kind' in parsed) return toNote(tell(parsed))
    elements -= parsed.getElementsByTagName('*').length
    const putShapesBack = yield* takePlainShapes(parsed)
    yield
    const prices = priceCleaning(parsed)
    if ((prices.get(parsed) ?? 0) > markupLimits.cleaning) return toNote(tell({ kind: 'drawing' }))
    const cleaned = yield* cleanInPieces(parsed, prices, clean)
    putShapesBack(cleaned)
    yield
    const points = run.points + (yield* priceMarkup(cleaned, targets))
    const excess = isTooMuch(cell, points)
    if (excess) return toNote(tell(excess))
    run.points = points
    return cleaned
  }
}

function namesLonger(cell: string): string[] {
  return [...document.getElementsByTagName('nb-cell')]
    .map((it) => it.getAttribute('name') ?? '')
    .filter((name) => name.length > cell.length)
}

/** @param points of all that the cell's run shows */
function isTooMuch(cell: string, points: number): Excess | undefined {
  if (points === Infinity) return { kind: 'pixels', most: markupLimits.pixels }
  if (points > markupLimits.points) return { kind: 'drawing' }
  let all = points
  for (const [other, its] of shown) if (other !== cell) all += its.points
  return all > markupLimits.page ? { kind: 'drawingWithOthers' } : undefined
}

function toNote(text: string): DocumentFragment {
  const fragment = document.createDocumentFragment()
  const note = { className: 'more', textContent: text }
  fragment.append(Object.assign(document.createElement('p'), note))
  return fragment
}

// One object for all calls: DOMPurify takes milliseconds to parse a configuration object that it
// has not just used.
const config: Config & { RETURN_DOM_FRAGMENT: true } = {
  USE_PROFILES: { html: true, svg: true, svgFilters: true },
  FORBID_TAGS: [
    'style',
    'form',
    'input',
    'button',
    'select',
    'textarea',
    'option',
    'dialog',
    'audio',
    'video',
    'source',
    'track',
    'picture',
    // What moves by itself, or is announced by itself.
    'animate',
    'animatecolor',
    'animatemotion',
    'animatetransform',
    'set',
    'marquee',
    'progress',
    'output',
    // Filters whose cost grows with more than the size of what they are applied to.
    'feconvolvematrix',
    'fediffuselighting',
    'fedisplacementmap',
    'feimage',
    'femorphology',
    'fespecularlighting',
    'fetile',
    'feturbulence',
  ],
  FORBID_ATTR: [
    'name',
    'autofocus',
    'contenteditable',
    'popover',
    'popovertarget',
    'slot',
    'is',
    'part',
    'command',
    'commandfor',
    'inert',
    'srcset',
    'sizes',
    'poster',
    'background',
  ],
  ALLOW_DATA_ATTR: false,
  // What marks of figures tell the page's elements, which check every value. No other data enters.
  ADD_ATTR: Object.values(markAttributes),
  // Texts, which are no addresses: `over: 3` has no protocol.
  ADD_URI_SAFE_ATTR: Object.values(markAttributes),
  ALLOW_UNKNOWN_PROTOCOLS: false,
  RETURN_DOM_FRAGMENT: true,
}

/** The cell whose markup is cleaned, and those of longer names: `a` does not own `a-b-1` where there is an `a-b`. */
let current: { cell: string; longer: readonly string[] } = { cell: '', longer: [] }

/** Attributes that are never read as CSS, where a backslash could spell `url` by escapes. */
const plainText = /^(?:aria-|data-)|^(?:alt|title|href|xlink:href)$/

/** What an element may say of itself to screen readers: nothing that speaks up by itself. */
const aria = /^aria-(?:label|hidden|description|roledescription|level|valuenow|valuetext)$/
const roles =
  /^(?:img|image|none|presentation|group|list|listitem|table|row|cell|columnheader|rowheader|rowgroup|math|note|figure|graphics-\w+)$/i

/** Attributes that have what they are on drawn through, or with, something else. */
const drawnThrough = /^(?:mask|clip-path|filter|marker(?:-\w+)?|cursor)$/

/** Attributes whose value is a count: a table's grid has as many cells as they say. */
const spans = /^(?:colspan|rowspan|span|cols|rows)$/
const mostSpanned = 50

/** Characters of the data of a mark: more is no name, and takes long to compare. */
const mostData = 1_000

/** What an attribute may be; undefined for one that is taken out. */
function cleanAttribute(name: string, value: string): string | undefined {
  const keptIf = (isKept: boolean): string | undefined => (isKept ? value : undefined)
  // `for` too: otherwise a click on a label could change an input of the page.
  if (name === 'id' || name === 'for' || /^aria-(?:labelledby|describedby)$/.test(name))
    return keptIf(value.split(/\s+/).every(isOwnId))
  if (name.startsWith('aria-')) return keptIf(aria.test(name))
  if (name.startsWith('data-')) return keptIf(value.length <= mostData)
  if (name === 'role') return keptIf(roles.test(value))
  if (name === 'tabindex') return keptIf(/^(?:0|-1)$/.test(value))
  if (spans.test(name)) return keptIf(Number(value) <= mostSpanned)
  if (name === 'style') return cleanStyle(value) || undefined
  if (name === 'src') return keptIf(isRaster(value))
  if (plainText.test(name)) return value
  // What a variable refers to could not be seen.
  if (drawnThrough.test(name) && /var\(/i.test(value)) return undefined
  if (byWindow.test(value)) return undefined
  return keptIf(!value.includes('\\') && !/url\((?!\s*["']?#)|image-set\(|@import/i.test(value))
}

function isOwnId(id: string): boolean {
  const isOf = (cell: string): boolean => id === cell || id.startsWith(`${cell}-`)
  return isOf(current.cell) && !current.longer.some(isOf) && !isElsewhere(id)
}

/** Whether the page has an element of this id outside of the cell, as `input-T` is to a cell that is called `input`. */
function isElsewhere(id: string): boolean {
  const there = document.getElementById(id)
  return (
    there !== null &&
    there.closest('.drawn')?.closest('nb-cell')?.getAttribute('name') !== current.cell
  )
}

/** Pictures that are only pixels: an SVG in an address would be a whole document more. */
function isRaster(address: string): boolean {
  return /^data:image\/(?:png|gif|jpeg|webp);base64,/i.test(address)
}

DOMPurify.addHook('uponSanitizeAttribute', (_, attribute) => {
  const cleaned = cleanAttribute(attribute.attrName, attribute.attrValue)
  if (cleaned === undefined) attribute.keepAttr = false
  else attribute.attrValue = cleaned
})

DOMPurify.addHook('afterSanitizeAttributes', (node) => {
  const link = node.getAttribute('href') ?? node.getAttribute('xlink:href')
  if (link === null || link.startsWith('#')) return
  if (node.localName === 'a') {
    node.setAttribute('rel', 'noopener noreferrer nofollow')
    node.setAttribute('target', '_blank')
  } else if (!isRaster(link)) {
    node.removeAttribute('href')
    node.removeAttribute('xlink:href')
  }
})
