import { ContainerNode } from './container-node.ts'
import { copyChildren } from './copy-children.ts'

/** A parentless list of nodes that empties into wherever it is inserted. */
export class FragmentNode extends ContainerNode {
  override get nodeType(): number {
    return 11
  }

  override get nodeName(): string {
    return '#document-fragment'
  }

  override cloneNode(deep = false): FragmentNode {
    const clone = new FragmentNode(this.ownerDocument)
    if (deep) copyChildren(this, clone)
    return clone
  }
}
