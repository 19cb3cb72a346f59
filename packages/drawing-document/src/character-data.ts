import type { DocumentNode } from './document-node.ts'
import { TreeNode } from './tree-node.ts'

/** A node that holds characters and no children. */
class CharacterData extends TreeNode {
  data: string

  constructor(ownerDocument: DocumentNode, data: unknown) {
    super(ownerDocument)
    this.data = String(data)
  }

  get length(): number {
    return this.data.length
  }

  override get nodeValue(): string {
    return this.data
  }

  override set nodeValue(value: unknown) {
    this.data = value == null ? '' : String(value)
  }

  override get textContent(): string {
    return this.data
  }

  override set textContent(value: unknown) {
    this.nodeValue = value
  }
}

export class TextNode extends CharacterData {
  override get nodeType(): number {
    return 3
  }

  override get nodeName(): string {
    return '#text'
  }

  override cloneNode(): TextNode {
    return new TextNode(this.ownerDocument!, this.data)
  }
}

export class CommentNode extends CharacterData {
  override get nodeType(): number {
    return 8
  }

  override get nodeName(): string {
    return '#comment'
  }

  override cloneNode(): CommentNode {
    return new CommentNode(this.ownerDocument!, this.data)
  }
}
