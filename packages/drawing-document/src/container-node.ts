import type { ElementNode } from './element-node.ts'
import { following, insert, insertAll, takeOut } from './links.ts'
import { HtmlCollection, NodeList } from './node-list.ts'
import { compileSelector } from './selector.ts'
import { type Insertable, TreeNode } from './tree-node.ts'

/** A node that can have children: an element, a fragment or a document. */
export class ContainerNode extends TreeNode {
  get childNodes(): NodeList<TreeNode> {
    const nodes = new NodeList<TreeNode>()
    for (let child = this.firstChild; child; child = child.nextSibling) nodes.push(child)
    return nodes
  }

  get children(): HtmlCollection<ElementNode> {
    const elements = new HtmlCollection<ElementNode>()
    for (let child = this.firstElementChild; child; child = child.nextElementSibling)
      elements.push(child)
    return elements
  }

  get childElementCount(): number {
    return this.children.length
  }

  get firstElementChild(): ElementNode | null {
    let child = this.firstChild
    while (child && !isElement(child)) child = child.nextSibling
    return child
  }

  get lastElementChild(): ElementNode | null {
    let child = this.lastChild
    while (child && !isElement(child)) child = child.previousSibling
    return child
  }

  override get textContent(): string | null {
    let text = ''
    for (let node = following(this, this); node; node = following(node, this)) {
      if (node.nodeType === 3) text += node.nodeValue
    }
    return text
  }

  override set textContent(value: unknown) {
    this.replaceChildren()
    const text = value == null ? '' : String(value)
    if (text) this.append(text)
  }

  appendChild<T extends TreeNode>(node: T): T {
    insert(this, node, null)
    return node
  }

  insertBefore<T extends TreeNode>(node: T, next: TreeNode | null): T {
    insert(this, node, next ?? null)
    return node
  }

  removeChild<T extends TreeNode>(node: T): T {
    if (node?.parentNode !== this)
      throw new Error(
        `cannot remove ${node?.nodeName ?? node}: it is not a child of ${this.nodeName}`,
      )
    takeOut(node)
    return node
  }

  replaceChild<T extends TreeNode>(node: TreeNode, old: T): T {
    const next = old.nextSibling === node ? node.nextSibling : old.nextSibling
    this.removeChild(old)
    insert(this, node, next)
    return old
  }

  append(...items: Insertable[]): void {
    insertAll(this, items, null)
  }

  prepend(...items: Insertable[]): void {
    insertAll(this, items, this.firstChild)
  }

  replaceChildren(...items: Insertable[]): void {
    while (this.firstChild) takeOut(this.firstChild)
    insertAll(this, items, null)
  }

  /** Joins neighbouring texts and drops empty ones, here and below. */
  normalize(): void {
    for (let node = following(this, this); node; node = following(node, this)) {
      while (isText(node) && node.nextSibling && isText(node.nextSibling)) {
        node.nodeValue += node.nextSibling.nodeValue
        takeOut(node.nextSibling)
      }
    }
    for (const node of descendants(this)) if (isText(node) && !node.nodeValue) takeOut(node)
  }

  querySelector(selector: string): ElementNode | null {
    const matches = compileSelector(selector)
    for (let node = following(this, this); node; node = following(node, this)) {
      if (isElement(node) && matches(node, this)) return node
    }
    return null
  }

  querySelectorAll(selector: string): NodeList<ElementNode> {
    const matches = compileSelector(selector)
    return this.#find((element) => matches(element, this))
  }

  getElementById(id: string): ElementNode | null {
    return this.#find((element) => element.id === String(id))[0] ?? null
  }

  getElementsByTagName(name: string): NodeList<ElementNode> {
    return this.#find(
      (element) =>
        name === '*' || element.localName === name || element.tagName === name.toUpperCase(),
    )
  }

  getElementsByClassName(names: string): NodeList<ElementNode> {
    const wanted = names.split(/\s+/).filter(Boolean)
    return this.#find((element) => wanted.every((name) => element.classList.contains(name)))
  }

  #find(test: (element: ElementNode) => boolean): NodeList<ElementNode> {
    const found = new NodeList<ElementNode>()
    for (let node = following(this, this); node; node = following(node, this)) {
      if (isElement(node) && test(node)) found.push(node)
    }
    return found
  }
}

function isElement(node: TreeNode): node is ElementNode {
  return node.nodeType === 1
}

function isText(node: TreeNode): node is TreeNode & { nodeValue: string } {
  return node.nodeType === 3
}

function descendants(root: ContainerNode): TreeNode[] {
  const nodes: TreeNode[] = []
  for (let node = following(root, root); node; node = following(node, root)) nodes.push(node)
  return nodes
}
