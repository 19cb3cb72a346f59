/** A snapshot of nodes. Unlike a browser's `childNodes` it does not follow later changes: read the property again. */
export class NodeList<T> extends Array<T> {
  item(index: number): T | null {
    return this[index] ?? null
  }
}

/** A snapshot of elements. A class of its own because `htl` tells the two apart with `instanceof`. */
export class HtmlCollection<T> extends NodeList<T> {}
