/** Which node of the page each node of the served document is. */
export type LiveNodes = WeakMap<Node, Node>

/** What a patch has changed. */
export interface Patch {
  /** Elements that came into the page or left it. */
  changed: Element[]
  /** Called with each element before it comes into the page. */
  onInsert: (element: Element) => void
}

/** Notes that two trees of the same shape are the same, node by node. */
export function mapTree(served: Node, live: Node, nodes: LiveNodes): void {
  nodes.set(served, live)
  served.childNodes.forEach((child, n) => {
    const other = live.childNodes[n]
    if (other) mapTree(child, other, nodes)
  })
}

/**
 * Makes the page what a newer document says, and leaves alone what both documents have: what elements and readers have
 * done to it since stays.
 * @param before the document as it was served before
 * @param after as it is served now
 * @throws Error if the page has lost an element that it was served with
 */
export function patchTree(before: Element, after: Element, nodes: LiveNodes, patch: Patch): void {
  const live = nodes.get(before)
  if (!(live instanceof Element)) throw new Error(`lost element: ${before.localName}`)
  nodes.set(after, live)
  copyAttributes(before, after, live)
  const kept = align([...before.childNodes], [...after.childNodes])
  for (const child of before.childNodes) {
    const old = nodes.get(child)
    if (kept.used.has(child) || !old?.parentNode) continue
    if (old instanceof Element) patch.changed.push(old)
    old.parentNode.removeChild(old)
  }
  let next: Node | null = null
  for (const child of [...after.childNodes].reverse()) {
    const counterpart = kept.counterparts.get(child)
    if (counterpart === undefined)
      next = live.insertBefore(insert(child, nodes, patch), nextIn(live, next))
    else next = keep(counterpart, child, nodes, patch)
  }
}

/** Where elements have moved what they were served with, it counts as gone. */
function nextIn(parent: Element, next: Node | null): Node | null {
  if (next !== null && next.parentNode !== parent) throw new Error('moved element')
  return next
}

function insert(child: Node, nodes: LiveNodes, patch: Patch): Node {
  const made = document.importNode(child, true)
  mapTree(child, made, nodes)
  if (made instanceof Element) {
    patch.changed.push(made)
    patch.onInsert(made)
  }
  return made
}

function keep(before: Node, after: Node, nodes: LiveNodes, patch: Patch): Node {
  if (textOf(before) !== textOf(after)) patchTree(before as Element, after as Element, nodes, patch)
  else transfer(before, after, nodes)
  const live = nodes.get(after)
  if (!live) throw new Error('lost node')
  return live
}

/** The nodes of two equal trees are the same nodes of the page. */
function transfer(before: Node, after: Node, nodes: LiveNodes): void {
  const live = nodes.get(before)
  if (live) nodes.set(after, live)
  before.childNodes.forEach((child, n) => {
    const other = after.childNodes[n]
    if (other) transfer(child, other, nodes)
  })
}

function copyAttributes(before: Element, after: Element, live: Element): void {
  for (const name of new Set([...before.getAttributeNames(), ...after.getAttributeNames()])) {
    const value = after.getAttribute(name)
    if (before.getAttribute(name) === value) continue
    if (value === null) live.removeAttribute(name)
    else live.setAttribute(name, value)
  }
}

interface Alignment {
  /** For nodes of the newer list, those of the older that they are, or have become. */
  counterparts: Map<Node, Node>
  /** The nodes of the older list that are. */
  used: Set<Node>
}

/** Finds what two lists have in common, in order, and between that what has only other content. */
function align(before: readonly ChildNode[], after: readonly ChildNode[]): Alignment {
  const counterparts = new Map<Node, Node>()
  let [i, j] = [0, 0]
  for (const [m, n] of [
    ...longestCommon(before.map(textOf), after.map(textOf)),
    [before.length, after.length],
  ]) {
    // As many as are in both gaps, the first ones, if they are of one kind.
    for (; i < m && j < n && isSameKind(before[i], after[j]); i++, j++)
      counterparts.set(after[j], before[i])
    if (m < before.length) counterparts.set(after[n], before[m])
    ;[i, j] = [m + 1, n + 1]
  }
  return { counterparts, used: new Set(counterparts.values()) }
}

/** Containers are patched; elements that look after their own content, and text, are replaced. */
function isSameKind(a: Node, b: Node): boolean {
  return (
    a instanceof Element && b instanceof Element && a.localName === b.localName && isContainer(a)
  )
}

function isContainer({ localName }: Element): boolean {
  return /^(?:body|div|main|article|section|header|footer|nav|details|aside|ul|ol|li|blockquote)$/.test(
    localName,
  )
}

function textOf(node: Node): string {
  return node instanceof Element ? node.outerHTML : `${node.nodeType} ${node.textContent ?? ''}`
}

/** The pairs of places of a longest common subsequence. */
function longestCommon(a: readonly string[], b: readonly string[]): [number, number][] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i][j] =
        a[i] === b[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1])
  const pairs: [number, number][] = []
  for (let i = 0, j = 0; i < a.length && j < b.length;)
    if (a[i] === b[j]) pairs.push([i++, j++])
    else if (lengths[i + 1][j] >= lengths[i][j + 1]) i++
    else j++
  return pairs
}
