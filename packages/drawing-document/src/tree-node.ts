import type { ContainerNode } from './container-node.ts'
import type { DocumentNode } from './document-node.ts'
import { insertAll, takeOut } from './links.ts'

/** What `append`, `before` and their kin take: anything that is not a node becomes text. */
export type Insertable = TreeNode | string

/** Anything that can stand in the tree. Links are plain fields: drawing a figure is mostly following them. */
export class TreeNode {
  static readonly ELEMENT_NODE = 1
  static readonly TEXT_NODE = 3
  static readonly COMMENT_NODE = 8
  static readonly DOCUMENT_NODE = 9
  static readonly DOCUMENT_FRAGMENT_NODE = 11

  /** The document that made this node; null for a document itself. */
  ownerDocument: DocumentNode | null
  parentNode: ContainerNode | null = null
  previousSibling: TreeNode | null = null
  nextSibling: TreeNode | null = null
  firstChild: TreeNode | null = null
  lastChild: TreeNode | null = null

  constructor(ownerDocument: DocumentNode | null) {
    this.ownerDocument = ownerDocument
  }

  get nodeType(): number {
    return 0
  }

  get nodeName(): string {
    return ''
  }

  get nodeValue(): string | null {
    return null
  }

  get textContent(): string | null {
    return null
  }

  get parentElement(): ContainerNode | null {
    return this.parentNode?.nodeType === 1 ? this.parentNode : null
  }

  get isConnected(): boolean {
    return this.getRootNode().nodeType === 9
  }

  getRootNode(): TreeNode {
    let root: TreeNode = this
    while (root.parentNode) root = root.parentNode
    return root
  }

  hasChildNodes(): boolean {
    return this.firstChild !== null
  }

  contains(other: TreeNode | null): boolean {
    let at = other
    while (at && at !== this) at = at.parentNode
    return at === this
  }

  /** As the standard's bit mask: 2 before, 4 after, 8 and 16 for containment, 1 when the trees differ. */
  compareDocumentPosition(other: TreeNode): number {
    if (other === this) return 0
    if (this.contains(other)) return 20
    if (other.contains(this)) return 10
    const mine = pathFromRoot(this)
    const theirs = pathFromRoot(other)
    if (mine[0] !== theirs[0]) return 35
    const fork = mine.findIndex((node, depth) => node !== theirs[depth])
    return precedes(mine[fork], theirs[fork]) ? 4 : 2
  }

  before(...items: Insertable[]): void {
    if (this.parentNode) insertAll(this.parentNode, items, this)
  }

  after(...items: Insertable[]): void {
    if (this.parentNode) insertAll(this.parentNode, items, this.nextSibling)
  }

  replaceWith(...items: Insertable[]): void {
    const { parentNode, nextSibling } = this
    if (!parentNode) return
    takeOut(this)
    insertAll(parentNode, items, nextSibling)
  }

  remove(): void {
    takeOut(this)
  }

  cloneNode(_deep = false): TreeNode {
    throw new Error(`cannot clone ${this.nodeName || 'this node'}: clone its elements instead`)
  }

  // A drawing has no events: listeners are accepted, since libraries add them, and never called.
  addEventListener(): void {}

  removeEventListener(): void {}

  dispatchEvent(): boolean {
    return true
  }
}

function pathFromRoot(node: TreeNode): TreeNode[] {
  const path: TreeNode[] = []
  for (let at: TreeNode | null = node; at; at = at.parentNode) path.unshift(at)
  return path
}

function precedes(a: TreeNode, b: TreeNode): boolean {
  let at: TreeNode | null = a
  while (at && at !== b) at = at.nextSibling
  return at === b
}
