import { countOf, outputLimits } from '../../kernel/limits.ts'
import type { ElementLike } from '../../kernel/inspect.ts'
import type { Markup } from '../../kernel/output.ts'

/**
 * How the page shows an element of its own cells: a copy of it, with its ids renumbered as
 * `normaliseIds` does in markup, without style sheets, which the page's policy refuses, and without
 * names that nothing may have. Its numbers stay as precise as they are: nothing is sent.
 * @throws Error for more elements than a page can take
 */
export function copyElement(shown: ElementLike, prefix: string): Markup {
  const element = (shown as Element).cloneNode(true) as Element
  const all = [element, ...element.querySelectorAll('*')]
  if (all.length > outputLimits.elements)
    throw new Error(
      `the markup has ${countOf(all.length)} elements, and ${countOf(outputLimits.elements)} are allowed; draw fewer`,
    )
  const kept = all.filter((it) => it.localName !== 'style' || it === element)
  for (const it of all) if (it.localName === 'style') it.remove()
  for (const it of kept) if (isNameless(it)) it.removeAttribute('aria-label')
  renumberIds(kept, prefix)
  return { type: element.localName === 'svg' ? 'svg' : 'html', html: '', element }
}

/** A group without a role cannot have a name; libraries give it one all the same. */
function isNameless({ localName, attributes }: Element): boolean {
  return localName === 'g' && !attributes.getNamedItem('role')
}

const namingAttributes = ['id', 'for', 'aria-labelledby', 'aria-describedby']

function renumberIds(elements: readonly Element[], prefix: string): void {
  const ids = [...new Set(elements.map(({ id }) => id).filter((id) => id !== ''))]
  if (ids.length === 0) return
  const renamed = new Map(ids.map((id, index) => [id, `${prefix}-${index + 1}`]))
  for (const element of elements)
    for (const attribute of element.attributes) rename(attribute, renamed)
}

function rename(attribute: Attr, renamed: ReadonlyMap<string, string>): void {
  const { name, value } = attribute
  if (namingAttributes.includes(name)) attribute.value = renamed.get(value) ?? value
  else if (/(?:^|:)href$/.test(name) && value.startsWith('#'))
    attribute.value = `#${renamed.get(value.slice(1)) ?? value.slice(1)}`
  else if (value.includes('url('))
    attribute.value = value.replace(
      /(url\(["']?#)([^"')]+)/g,
      (_, head: string, id: string) => head + (renamed.get(id) ?? id),
    )
}
