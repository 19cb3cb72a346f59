import { CanvasElement } from './canvas-element.ts'
import { CommentNode, TextNode } from './character-data.ts'
import { ContainerNode } from './container-node.ts'
import { ElementNode } from './element-node.ts'
import { FragmentNode } from './fragment-node.ts'
import { HtmlElement } from './html-element.ts'
import { namespaces } from './namespaces.ts'
import { parseInto } from './parse.ts'
import { SvgElement } from './svg-element.ts'
import { TemplateElement } from './template-element.ts'
import type { TreeNode } from './tree-node.ts'
import { TreeWalker } from './tree-walker.ts'
import { createView, type View } from './view.ts'

/** Makes nodes. Figures are drawn outside its tree, which is but an empty page. */
export class DocumentNode extends ContainerNode {
  readonly documentElement: ElementNode
  readonly head: ElementNode
  readonly body: ElementNode
  readonly defaultView: View

  constructor() {
    super(null)
    this.documentElement = this.appendChild(this.createElement('html'))
    this.head = this.documentElement.appendChild(this.createElement('head'))
    this.body = this.documentElement.appendChild(this.createElement('body'))
    this.defaultView = createView(this)
  }

  override get nodeType(): number {
    return 9
  }

  override get nodeName(): string {
    return '#document'
  }

  override get textContent(): null {
    return null
  }

  createElement(name: string): ElementNode {
    return this.createElementNS(namespaces.html, String(name).toLowerCase())
  }

  createElementNS(namespace: string | null, name: string): ElementNode {
    if (!/^[a-zA-Z_][^\s/>]*$/.test(name))
      throw new Error(`invalid tag name: ${JSON.stringify(name)}`)
    const localName = name.slice(name.indexOf(':') + 1)
    return new (classOf(namespace, localName))(this, namespace ?? '', localName)
  }

  createTextNode(data: unknown): TextNode {
    return new TextNode(this, data)
  }

  createComment(data: unknown): CommentNode {
    return new CommentNode(this, data)
  }

  createDocumentFragment(): FragmentNode {
    return new FragmentNode(this)
  }

  createTreeWalker(root: TreeNode, whatToShow?: number): TreeWalker {
    return new TreeWalker(root, whatToShow)
  }

  createRange() {
    return {
      createContextualFragment: (html: unknown): FragmentNode => {
        const fragment = this.createDocumentFragment()
        parseInto(fragment, String(html), this.body)
        return fragment
      },
    }
  }

  importNode<T extends TreeNode>(node: T, deep = false): T {
    return this.adoptNode(node.cloneNode(deep) as T)
  }

  adoptNode<T extends TreeNode>(node: T): T {
    node.remove()
    node.ownerDocument = this
    for (let child = node.firstChild; child; child = child.nextSibling) adoptChild(child, this)
    return node
  }
}

function adoptChild(node: TreeNode, owner: DocumentNode): void {
  node.ownerDocument = owner
  for (let child = node.firstChild; child; child = child.nextSibling) adoptChild(child, owner)
}

function classOf(namespace: string | null, localName: string): typeof ElementNode {
  if (namespace === namespaces.svg) return SvgElement
  if (namespace !== namespaces.html) return ElementNode
  if (localName === 'canvas') return CanvasElement
  return localName === 'template' ? TemplateElement : HtmlElement
}
