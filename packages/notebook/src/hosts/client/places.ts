/** A text that no markup can have guessed. */
export function newKey(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-')
}

/** The texts in a tree that stand for something that was taken out of it. */
export function findPlaces(tree: Node, taken: ReadonlyMap<string, unknown>): Text[] {
  if (taken.size === 0) return []
  const walker = document.createTreeWalker(tree, NodeFilter.SHOW_TEXT)
  const places: Text[] = []
  while (walker.nextNode()) {
    const text = walker.currentNode as Text
    if (taken.has(text.data)) places.push(text)
  }
  return places
}
