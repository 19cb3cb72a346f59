import type { ElementNode } from './element-node.ts'

/** The methods of an inline style; any CSS property may also be read and assigned, in camel case or as in CSS. */
export interface Style {
  cssText: string
  readonly length: number
  item(index: number): string
  getPropertyValue(name: string): string
  getPropertyPriority(name: string): string
  setProperty(name: string, value: unknown, priority?: string): void
  removeProperty(name: string): string
  [property: string]: unknown
}

/** A view of the element's style attribute. It holds no state, so attribute and style can never disagree. */
export function styleOf(element: ElementNode): Style {
  return new Proxy(styleMethods(element), { get: readProperty, set: writeProperty })
}

/** Declarations by property, in order. Semicolons inside quotes and parentheses do not end a value. */
function parseDeclarations(css: string): Map<string, string> {
  const declarations = new Map<string, string>()
  const text = css.replace(/\/\*[^]*?\*\//g, '')
  for (const [, name, value] of text.matchAll(
    /([-\w]+)\s*:((?:"[^"]*"|'[^']*'|\([^)]*\)|[^;])*)/g,
  )) {
    if (value.trim()) declarations.set(cssName(name), value.trim())
  }
  return declarations
}

function styleMethods(element: ElementNode): Style {
  const read = () => parseDeclarations(element.getAttribute('style') ?? '')
  const get = (name: string) => read().get(cssName(name)) ?? ''
  const bare = (value: string) => value.replace(important, '')
  return {
    get cssText() {
      return serializeDeclarations(read())
    },
    set cssText(css) {
      element.setAttribute(
        'style',
        serializeDeclarations(parseDeclarations(css == null ? '' : String(css))),
      )
    },
    get length() {
      return read().size
    },
    item: (index) => [...read().keys()][index] ?? '',
    getPropertyValue: (name) => bare(get(name)),
    getPropertyPriority: (name) => (important.test(get(name)) ? 'important' : ''),
    setProperty(name, value, priority) {
      if (value == null || value === '') return void this.removeProperty(name)
      const text = `${value}`.trim() + (priority ? ' !important' : '')
      element.setAttribute('style', serializeDeclarations(read().set(cssName(name), text)))
    },
    removeProperty(name) {
      const declarations = read()
      const old = declarations.get(cssName(name)) ?? ''
      if (declarations.delete(cssName(name)))
        element.setAttribute('style', serializeDeclarations(declarations))
      return bare(old)
    },
  }
}

const important = /\s*!\s*important$/i

function readProperty(style: Style, name: string | symbol): unknown {
  if (typeof name === 'symbol' || name in style) return Reflect.get(style, name)
  return /^\d+$/.test(name) ? style.item(+name) : style.getPropertyValue(hyphenated(name))
}

function writeProperty(style: Style, name: string | symbol, value: unknown): boolean {
  if (name === 'cssText') style.cssText = value as string
  else style.setProperty(hyphenated(String(name)), value)
  return true
}

function serializeDeclarations(declarations: Map<string, string>): string {
  return Array.from(declarations, ([name, value]) => `${name}: ${value};`).join(' ')
}

/** `fontSize` → `font-size`, `webkitMask` and `WebkitMask` → `-webkit-mask`, `cssFloat` → `float`. */
function hyphenated(name: string): string {
  if (name === 'cssFloat') return 'float'
  if (name.startsWith('--')) return name
  return name
    .replace(/^webkit(?=[A-Z])/, '-webkit')
    .replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

function cssName(name: string): string {
  return name.startsWith('--') ? name : name.toLowerCase()
}
