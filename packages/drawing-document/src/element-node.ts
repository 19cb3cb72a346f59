import { Attributes } from './attributes.ts'
import { ContainerNode } from './container-node.ts'
import { copyChildren } from './copy-children.ts'
import { datasetOf } from './dataset.ts'
import type { DocumentNode } from './document-node.ts'
import { insert, insertAll } from './links.ts'
import { parseInto } from './parse.ts'
import { compileSelector } from './selector.ts'
import { contentOf, serializeChildren, serializeNode } from './serialize.ts'
import { styleOf, type Style } from './style.ts'
import { TokenList } from './token-list.ts'

/** An element of any namespace. */
export class ElementNode extends ContainerNode {
  readonly namespaceURI: string
  readonly localName: string
  readonly attributes = new Attributes()

  constructor(ownerDocument: DocumentNode, namespaceURI: string, localName: string) {
    super(ownerDocument)
    this.namespaceURI = namespaceURI
    this.localName = localName
  }

  override get nodeType(): number {
    return 1
  }

  override get nodeName(): string {
    return this.tagName
  }

  get tagName(): string {
    return this.localName
  }

  get id(): string {
    return this.getAttribute('id') ?? ''
  }

  set id(value: unknown) {
    this.setAttribute('id', value)
  }

  get classList(): TokenList {
    return new TokenList(this)
  }

  get style(): Style {
    return styleOf(this)
  }

  set style(css: unknown) {
    this.style.cssText = css as string
  }

  get dataset(): Record<string, string | undefined> {
    return datasetOf(this)
  }

  get nextElementSibling(): ElementNode | null {
    let node = this.nextSibling
    while (node && !(node instanceof ElementNode)) node = node.nextSibling
    return node
  }

  get previousElementSibling(): ElementNode | null {
    let node = this.previousSibling
    while (node && !(node instanceof ElementNode)) node = node.previousSibling
    return node
  }

  getAttribute(name: string): string | null {
    return this.attributes.getNamedItem(this.attributeName(name))?.value ?? null
  }

  getAttributeNS(namespace: string | null, localName: string): string | null {
    return this.attributes.getNamedItemNS(namespace, localName)?.value ?? null
  }

  getAttributeNames(): string[] {
    return Array.from(this.attributes, ({ name }) => name)
  }

  hasAttribute(name: string): boolean {
    return this.getAttribute(name) !== null
  }

  hasAttributes(): boolean {
    return this.attributes.length > 0
  }

  setAttribute(name: string, value: unknown): void {
    const known = this.attributes.getNamedItem(this.attributeName(name))
    if (known) known.value = String(value)
    else this.attributes.add(this.attributeName(name), null, String(value))
  }

  setAttributeNS(namespace: string | null, name: string, value: unknown): void {
    const known = this.attributes.getNamedItemNS(namespace, name.slice(name.indexOf(':') + 1))
    if (known) known.value = String(value)
    else this.attributes.add(name, namespace, String(value))
  }

  removeAttribute(name: string): void {
    this.attributes.drop(this.attributes.getNamedItem(this.attributeName(name)))
  }

  removeAttributeNS(namespace: string | null, localName: string): void {
    this.attributes.drop(this.attributes.getNamedItemNS(namespace, localName))
  }

  toggleAttribute(name: string, force: boolean = !this.hasAttribute(name)): boolean {
    if (!force) this.removeAttribute(name)
    else if (!this.hasAttribute(name)) this.setAttribute(name, '')
    return force
  }

  get innerHTML(): string {
    return serializeChildren(this)
  }

  set innerHTML(html: unknown) {
    const content = contentOf<ContainerNode>(this)
    content.replaceChildren()
    parseInto(content, html === null ? '' : String(html), this)
  }

  get outerHTML(): string {
    return serializeNode(this)
  }

  set outerHTML(html: unknown) {
    if (this.parentNode) this.replaceWith(this.#parse(String(html), this.parentNode))
  }

  insertAdjacentHTML(position: string, html: unknown): void {
    const isInside = /^(?:afterbegin|beforeend)$/i.test(position)
    this.#insertAdjacent(position, this.#parse(String(html), isInside ? this : this.parentNode))
  }

  insertAdjacentElement(position: string, element: ElementNode): ElementNode {
    this.#insertAdjacent(position, element)
    return element
  }

  insertAdjacentText(position: string, text: string): void {
    this.#insertAdjacent(position, this.ownerDocument!.createTextNode(text))
  }

  matches(selector: string): boolean {
    return compileSelector(selector)(this, this)
  }

  closest(selector: string): ElementNode | null {
    const matches = compileSelector(selector)
    for (let at: ContainerNode | null = this; at instanceof ElementNode; at = at.parentNode)
      if (matches(at, this)) return at
    return null
  }

  getBoundingClientRect(): never {
    throw new Error(
      'no layout here: getBoundingClientRect() needs a page; give sizes as numbers instead',
    )
  }

  override cloneNode(deep = false): ElementNode {
    const clone = this.ownerDocument!.createElementNS(this.namespaceURI, this.localName)
    for (const attribute of this.attributes) clone.attributes.push({ ...attribute })
    if (deep) copyChildren(contentOf<ContainerNode>(this), contentOf<ContainerNode>(clone))
    return clone
  }

  /** The name under which an attribute is kept: HTML elements fold its case. */
  protected attributeName(name: string): string {
    return String(name)
  }

  #parse(html: string, context: ContainerNode | null) {
    const fragment = this.ownerDocument!.createDocumentFragment()
    parseInto(fragment, html, context ?? this)
    return fragment
  }

  #insertAdjacent(
    position: string,
    node: ContainerNode | ReturnType<DocumentNode['createTextNode']>,
  ): void {
    switch (position.toLowerCase()) {
      case 'beforebegin':
        return this.before(node)
      case 'afterbegin':
        return insert(this, node, this.firstChild)
      case 'beforeend':
        return insertAll(this, [node], null)
      case 'afterend':
        return this.after(node)
    }
    throw new Error(
      `invalid position: ${position}; use beforebegin, afterbegin, beforeend or afterend`,
    )
  }
}
