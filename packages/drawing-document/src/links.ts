import type { ContainerNode } from './container-node.ts'
import type { DocumentNode } from './document-node.ts'
import type { Insertable, TreeNode } from './tree-node.ts'

/** Puts `node`, or the children of a fragment, into `parent` ahead of `next`, or last when `next` is null. */
export function insert(parent: ContainerNode, node: TreeNode, next: TreeNode | null): void {
  checkInsertion(parent, node, next)
  if (node.nodeType === 11) {
    while (node.firstChild) insert(parent, node.firstChild, next)
    return
  }
  if (node === next) return
  takeOut(node)
  link(parent, node, next)
}

/** As `insert`, for a list in which anything that is not a node stands for its text. */
export function insertAll(
  parent: ContainerNode,
  items: readonly Insertable[],
  next: TreeNode | null,
): void {
  const owner = parent.ownerDocument ?? (parent as DocumentNode)
  const isMoving = (node: TreeNode | null) => node !== null && items.includes(node)
  while (isMoving(next)) next = next!.nextSibling
  for (const item of items) insert(parent, isNode(item) ? item : owner.createTextNode(item), next)
}

/** Unhooks `node` from its parent, if it has one. */
export function takeOut(node: TreeNode): void {
  const { parentNode, previousSibling, nextSibling } = node
  if (!parentNode) return
  if (previousSibling) previousSibling.nextSibling = nextSibling
  else parentNode.firstChild = nextSibling
  if (nextSibling) nextSibling.previousSibling = previousSibling
  else parentNode.lastChild = previousSibling
  node.parentNode = node.previousSibling = node.nextSibling = null
}

/** The node after `node` in document order among the descendants of `root`. */
export function following(node: TreeNode, root: TreeNode): TreeNode | null {
  if (node.firstChild) return node.firstChild
  for (let at: TreeNode | null = node; at && at !== root; at = at.parentNode) {
    if (at.nextSibling) return at.nextSibling
  }
  return null
}

export function isNode(value: unknown): value is TreeNode {
  return typeof value === 'object' && value !== null && 'nodeType' in value
}

function link(parent: ContainerNode, node: TreeNode, next: TreeNode | null): void {
  const previous = next ? next.previousSibling : parent.lastChild
  node.parentNode = parent
  node.previousSibling = previous
  node.nextSibling = next
  if (previous) previous.nextSibling = node
  else parent.firstChild = node
  if (next) next.previousSibling = node
  else parent.lastChild = node
}

function checkInsertion(parent: ContainerNode, node: TreeNode, next: TreeNode | null): void {
  if (!isNode(node)) {
    throw new TypeError(
      `invalid child of <${parent.nodeName.toLowerCase()}>: ${String(node)} is not a node; use append() or textContent for text`,
    )
  }
  if (next && next.parentNode !== parent) {
    throw new Error(
      `cannot insert before ${next.nodeName}: it is not a child of ${parent.nodeName}`,
    )
  }
  // A node without children cannot be an ancestor, and most nodes are inserted before they get any.
  if (node === parent || (node.firstChild && node.contains(parent))) {
    throw new Error(`cannot insert ${node.nodeName} into itself or into one of its descendants`)
  }
}
