const installed = [
  'Node',
  'Element',
  'HTMLElement',
  'SVGElement',
  'Text',
  'DocumentFragment',
  'NodeList',
  'HTMLCollection',
] as const

/**
 * Makes `document` the global one of `target`, with the classes that `htl` and others test for. The returned function
 * undoes it. There is still no `window`, by which libraries tell a page from a worker.
 */
export function installDocument(document: Document, target: object = globalThis): () => void {
  const view = document.defaultView as unknown as Record<string, unknown>
  const names = ['document', ...installed]
  const before = names.map((name) => Object.getOwnPropertyDescriptor(target, name))
  for (const name of names) {
    Object.defineProperty(target, name, { value: view[name], configurable: true, writable: true })
  }
  return () => names.forEach((name, i) => restore(target, name, before[i]))
}

function restore(target: object, name: string, descriptor: PropertyDescriptor | undefined): void {
  if (descriptor) Object.defineProperty(target, name, descriptor)
  else Reflect.deleteProperty(target, name)
}
