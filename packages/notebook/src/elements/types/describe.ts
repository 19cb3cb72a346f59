import type { NameInfo } from '../../language/typed-page.ts'

/** What is known of a name, as an element; all of it is text. */
export function describe({ type, docs }: NameInfo): HTMLElement {
  const shown = document.createElement('div')
  shown.className = 'type-info'
  const code = Object.assign(document.createElement('code'), { textContent: type })
  shown.append(code)
  for (const line of docs.split('\n').filter((it) => it.trim() !== ''))
    shown.append(Object.assign(document.createElement('p'), { textContent: line }))
  return shown
}
