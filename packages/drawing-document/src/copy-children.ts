import type { ContainerNode } from './container-node.ts'

/** Appends deep clones of the children of `from` to `to`. */
export function copyChildren(from: ContainerNode, to: ContainerNode): void {
  for (let child = from.firstChild; child; child = child.nextSibling)
    to.appendChild(child.cloneNode(true))
}
