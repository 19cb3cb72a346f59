import type { Steps } from '../../kernel/steps.ts'
import { isElement } from './markup-cost.ts'
import { findPlaces, newKey } from './places.ts'

/** Points of cleaning without a rest: a few milliseconds. */
const most = 300

/** Nodes beside one another, cut out of a tree, with bare copies of the elements that they lie in, from the root on. */
interface Piece {
  nodes: DocumentFragment
  around: readonly Element[]
}

/**
 * Cleans a tree in pieces, so that a page can answer in between: first the tree without the pieces, then each piece
 * inside bare copies of its ancestors, since what is allowed depends on them. A piece whose place was removed is
 * dropped.
 * @param prices what each node of the tree costs to clean, with all in it
 */
export function* cleanInPieces(
  root: Element,
  prices: ReadonlyMap<Node, number>,
  clean: (dirty: Element) => DocumentFragment,
): Steps<DocumentFragment> {
  if (priceOf(root, prices) <= most) return clean(root)
  const pieces = cutOut(root, prices)
  yield
  const cleaned = clean(root)
  for (const place of findPlaces(cleaned, pieces)) {
    yield
    const piece = pieces.get(place.data)
    place.replaceWith(...(piece ? cleanPiece(piece, clean) : []))
  }
  return cleaned
}

function priceOf(node: Node, prices: ReadonlyMap<Node, number>): number {
  return prices.get(node) ?? 0
}

function cutOut(root: Element, prices: ReadonlyMap<Node, number>): Map<string, Piece> {
  const key = newKey()
  const pieces = new Map<string, Piece>()
  const look = (parent: Element, around: readonly Element[]): void => {
    let nodes: DocumentFragment | undefined
    let points = 0
    for (let child = parent.firstChild, next = child; child; child = next) {
      next = child.nextSibling
      const price = priceOf(child, prices)
      // One that is dear by its own attributes is a piece.
      if (isElement(child) && price > most && child.firstElementChild) {
        nodes = undefined
        look(child, [...around, copyBare(child)])
        continue
      }
      if (!nodes || points + price > most) {
        nodes = root.ownerDocument.createDocumentFragment()
        points = 0
        const place = `${key} ${pieces.size}`
        child.before(place)
        pieces.set(place, { nodes, around })
      }
      points += price
      nodes.append(child)
    }
  }
  look(root, [copyBare(root)])
  return pieces
}

/** What remains of a piece, where the elements around it do. */
function cleanPiece(
  { nodes, around }: Piece,
  clean: (dirty: Element) => DocumentFragment,
): ChildNode[] {
  const copies = around.map((it) => it.cloneNode() as Element)
  for (const [index, copy] of copies.slice(1).entries()) copies[index].append(copy)
  const start = newKey()
  copies.at(-1)?.append(start, nodes)
  // Whichever elements around it are left, the first text in them is where the piece begins.
  let first: Node | null = clean(copies[0])
  while (first?.firstChild) first = first.firstChild
  if (!(first instanceof Text) || first.data !== start) return []
  const siblings = [...(first.parentNode?.childNodes ?? [])]
  return siblings.slice(1)
}

/** An element of the same name, with nothing in it and no attributes, which are cleaned elsewhere. */
function copyBare(element: Element): Element {
  const copy = element.cloneNode() as Element
  for (const it of [...copy.attributes]) copy.removeAttributeNode(it)
  return copy
}
