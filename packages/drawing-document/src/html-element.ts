import { ElementNode } from './element-node.ts'

/** An element of HTML: case does not matter in its attributes' names, and its common attributes are properties too. */
export class HtmlElement extends ElementNode {
  override get tagName(): string {
    return this.localName.toUpperCase()
  }

  get innerText(): string | null {
    return this.textContent
  }

  set innerText(text: unknown) {
    this.textContent = text
  }

  get hidden(): boolean {
    return this.hasAttribute('hidden')
  }

  set hidden(value: unknown) {
    this.toggleAttribute('hidden', Boolean(value))
  }

  protected override attributeName(name: string): string {
    return String(name).toLowerCase()
  }
}

// `value` is not among them: Plot keeps a figure's selected datum under that name.
const reflected = {
  className: 'class',
  htmlFor: 'for',
  title: 'title',
  lang: 'lang',
  dir: 'dir',
  href: 'href',
  src: 'src',
  alt: 'alt',
  name: 'name',
  type: 'type',
}

for (const [property, attribute] of Object.entries(reflected)) {
  Object.defineProperty(HtmlElement.prototype, property, {
    configurable: true,
    get(this: HtmlElement) {
      return this.getAttribute(attribute) ?? ''
    },
    set(this: HtmlElement, value: unknown) {
      this.setAttribute(attribute, value)
    },
  })
}
