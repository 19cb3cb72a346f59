import { forEach, type Steps } from '../../kernel/steps.ts'
import { byWindow } from './clean-style.ts'
import { isElement, svg } from './markup-cost.ts'
import { findPlaces, newKey } from './places.ts'

/**
 * The shapes and texts of a figure that are nothing else, such as the thousand dots of a plot: elements of SVG that refer to nothing,
 * with attributes of numbers, colours and names. They need no cleaning, which takes twenty times as long as this look at them.
 */
const shapes = /^(?:g|path|circle|ellipse|rect|line|polyline|polygon|text|tspan|title)$/
/** Those that show the text in them. */
const texts = /^(?:text|tspan|title)$/
const attributes =
  /^(?:c?[xy]|[xy][12]|d[xy]|r[xy]?|width|height|d|points|transform|fill|fill-rule|stroke|stroke-(?:width|linecap|linejoin|miterlimit)|(?:(?:fill|stroke)-)?opacity|text-anchor|dominant-baseline|font-(?:size|weight|style|family))$/
/** Numbers, names and colours: no address, quote, escape or function has a place here. */
const plain = /^[\w\s.,#%+-]*$/
/** The functions that attributes of figures call. */
const calls = /\b(?:(?:translate|rotate|scale|rgba?|hsla?)\([\w\s.,%+-]*\)|var\(--[\w-]+\))/g

/** The elements that are more than plain shapes, or have something in them that is. */
function* findOthers(root: Element): Steps<ReadonlySet<Element>> {
  const others = new Set<Element>()
  // What lies in an element comes before it.
  const all = [...root.querySelectorAll('svg *')].reverse()
  yield* forEach(all, (element) => {
    if (!others.has(element) && isPlain(element)) return
    others.add(element)
    if (element.parentElement) others.add(element.parentElement)
  })
  return others
}

/** Whether an element is a plain shape, whatever elements lie in it. */
function isPlain(element: Element): boolean {
  if (element.namespaceURI !== svg || !shapes.test(element.localName)) return false
  for (const { name, value } of element.attributes)
    if (!attributes.test(name) || !isPlainValue(value)) return false
  const hasText = texts.test(element.localName)
  for (let child = element.firstChild; child; child = child.nextSibling)
    if (!isElement(child) && !(isText(child) && (hasText || isBlank(child)))) return false
  return true
}

function isPlainValue(value: string): boolean {
  const rest = value.includes('(') ? value.replace(calls, '') : value
  return plain.test(rest) && !byWindow.test(value)
}

/**
 * Takes the plain shapes out of a tree, and leaves a text in their place.
 * @returns what puts them back into what has become of the tree, where their places are still there
 */
export function* takePlainShapes(root: Element): Steps<(cleaned: DocumentFragment) => void> {
  const key = newKey()
  const others = yield* findOthers(root)
  const taken = new Map<string, DocumentFragment>()
  const look = (parent: Element): void => {
    let run: DocumentFragment | undefined
    for (let child = parent.firstChild, next = child; child; child = next) {
      next = child.nextSibling
      if (isElement(child) && !others.has(child)) {
        run ??= leavePlace(child, `${key} ${taken.size}`, taken)
        run.append(child)
      } else if (!(run && isText(child) && isBlank(child))) {
        run = undefined
        if (isElement(child)) look(child)
      }
    }
  }
  for (const it of root.querySelectorAll('svg')) if (!it.parentElement?.closest('svg')) look(it)
  return (cleaned) => putBack(cleaned, taken)
}

function leavePlace(
  element: Element,
  place: string,
  taken: Map<string, DocumentFragment>,
): DocumentFragment {
  const fragment = document.createDocumentFragment()
  element.before(place)
  taken.set(place, fragment)
  return fragment
}

function putBack(cleaned: DocumentFragment, taken: ReadonlyMap<string, DocumentFragment>): void {
  for (const place of findPlaces(cleaned, taken)) place.replaceWith(taken.get(place.data) ?? '')
}

function isText(node: Node): node is Text {
  return node.nodeType === 3
}

function isBlank({ data }: Text): boolean {
  return /^\s*$/.test(data)
}
