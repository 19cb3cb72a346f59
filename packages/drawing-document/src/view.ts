import { CommentNode, TextNode } from './character-data.ts'
import type { DocumentNode } from './document-node.ts'
import { ElementNode } from './element-node.ts'
import { FragmentNode } from './fragment-node.ts'
import { HtmlElement } from './html-element.ts'
import { HtmlCollection, NodeList } from './node-list.ts'
import { SvgElement } from './svg-element.ts'
import type { Style } from './style.ts'
import { TreeNode } from './tree-node.ts'

/** The names a drawing library may look for in the window. */
export interface View {
  readonly document: DocumentNode
  readonly Node: typeof TreeNode
  readonly Element: typeof ElementNode
  readonly HTMLElement: typeof HtmlElement
  readonly SVGElement: typeof SvgElement
  readonly Text: typeof TextNode
  readonly Comment: typeof CommentNode
  readonly DocumentFragment: typeof FragmentNode
  readonly NodeList: typeof NodeList
  readonly HTMLCollection: typeof HtmlCollection
  readonly Event: typeof Event
  readonly CustomEvent: typeof CustomEvent
  readonly devicePixelRatio: number
  readonly getComputedStyle: (element: ElementNode) => Style
}

export function createView(document: DocumentNode): View {
  return {
    document,
    Node: TreeNode,
    Element: ElementNode,
    HTMLElement: HtmlElement,
    SVGElement: SvgElement,
    Text: TextNode,
    Comment: CommentNode,
    DocumentFragment: FragmentNode,
    NodeList,
    HTMLCollection: HtmlCollection,
    Event,
    CustomEvent,
    // Above one, Plot shifts nothing by half a pixel, just as it does where there is no window.
    devicePixelRatio: 2,
    // Only what is written on the element itself: there are no style sheets here.
    getComputedStyle: (element) => element.style,
  }
}
