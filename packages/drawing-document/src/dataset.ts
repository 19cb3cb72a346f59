import type { ElementNode } from './element-node.ts'

/** An element's `data-*` attributes under their camel-case names. */
export function datasetOf(element: ElementNode): Record<string, string | undefined> {
  return new Proxy(
    {},
    {
      get: (_, name) => element.getAttribute(attributeName(name)) ?? undefined,
      set: (_, name, value) => (element.setAttribute(attributeName(name), value), true),
      has: (_, name) => element.hasAttribute(attributeName(name)),
      deleteProperty: (_, name) => (element.removeAttribute(attributeName(name)), true),
      ownKeys: () =>
        element.attributes
          .filter(({ name }) => name.startsWith('data-'))
          .map(({ name }) => propertyName(name)),
      getOwnPropertyDescriptor: (_, name) => {
        const value = element.getAttribute(attributeName(name))
        return value === null
          ? undefined
          : { value, writable: true, enumerable: true, configurable: true }
      },
    },
  )
}

function attributeName(name: string | symbol): string {
  return `data-${String(name).replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}

function propertyName(name: string): string {
  return name.slice(5).replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
}
