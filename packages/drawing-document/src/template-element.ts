import type { DocumentNode } from './document-node.ts'
import { FragmentNode } from './fragment-node.ts'
import { HtmlElement } from './html-element.ts'

/** A template keeps what it holds in a fragment, out of the tree. */
export class TemplateElement extends HtmlElement {
  readonly content: FragmentNode

  constructor(ownerDocument: DocumentNode, namespaceURI: string, localName: string) {
    super(ownerDocument, namespaceURI, localName)
    this.content = new FragmentNode(ownerDocument)
  }
}
