import { following } from './links.ts'
import type { TreeNode } from './tree-node.ts'

/** Visits the descendants of `root` in document order, as far as their kind is in the bit mask `whatToShow`. */
export class TreeWalker {
  readonly root: TreeNode
  readonly whatToShow: number
  currentNode: TreeNode

  constructor(root: TreeNode, whatToShow = 0xffffffff) {
    this.root = this.currentNode = root
    this.whatToShow = whatToShow
  }

  nextNode(): TreeNode | null {
    let node = following(this.currentNode, this.root)
    while (node && !(this.whatToShow & (1 << (node.nodeType - 1))))
      node = following(node, this.root)
    if (node) this.currentNode = node
    return node
  }
}
