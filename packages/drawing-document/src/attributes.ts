/** One attribute of an element. */
export interface Attribute {
  /** The name with its prefix, as written: `class`, `xlink:href`. */
  readonly name: string
  /** The name without its prefix. */
  readonly localName: string
  /** Null for almost all; the xlink, xml or xmlns namespace otherwise. */
  readonly namespaceURI: string | null
  value: string
}

/**
 * The attributes of one element in the order they were set. Elements have a handful, for which a list is
 * searched faster than a map; it is live, as `htl` removes attributes while it walks over them.
 */
export class Attributes extends Array<Attribute> {
  item(index: number): Attribute | null {
    return this[index] ?? null
  }

  getNamedItem(name: string): Attribute | null {
    for (const attribute of this) if (attribute.name === name) return attribute
    return null
  }

  getNamedItemNS(namespace: string | null, localName: string): Attribute | null {
    for (const attribute of this) {
      if (attribute.localName === localName && attribute.namespaceURI === namespace)
        return attribute
    }
    return null
  }

  add(name: string, namespaceURI: string | null, value: string): void {
    if (!name || /[\s"'<>/=]/.test(name))
      throw new Error(`invalid attribute name: ${JSON.stringify(name)}`)
    const localName = namespaceURI ? name.slice(name.indexOf(':') + 1) : name
    this.push({ name, localName, namespaceURI, value })
  }

  drop(attribute: Attribute | null): void {
    if (attribute) this.splice(this.indexOf(attribute), 1)
  }
}
