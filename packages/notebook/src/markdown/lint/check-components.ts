import type { Nodes, Parents, Root } from 'mdast'
import { SKIP, visit } from 'unist-util-visit'
import type { Tell } from '../syntax/mistakes.ts'
import { findComponent, writtenNames, type WrittenComponent } from '../syntax/component-table.ts'
import { readComponent } from '../syntax/component-props.ts'
import { htmlElements, refusedElements } from './html-elements.ts'
import { NotLiteral, toProp } from '../syntax/literal.ts'
import { isJsx, type JsxElement } from '../syntax/mdx-elements.ts'
import { placeOf } from '../syntax/place.ts'
import { placeOfAttribute, readProps } from '../syntax/props.ts'
import { suggest } from '../syntax/suggest.ts'

/** Checks every tag of a page: that it is known, and that its attributes, its content and its parts are right. */
export function checkComponents(root: Root, tell: Tell): void {
  const taken = new Map<string, number>()
  visit(root, (node, _, parent) => {
    if (!isJsx(node) || node.name === null || !parent) return undefined
    checkSlot(node, parent, tell)
    if (/^[a-z]/.test(node.name)) checkHtml(node, tell)
    else if (node.name !== 'Fragment') checkTag(node, parent, tell, taken)
    // A drawing has a language of its own.
    return node.name === 'svg' ? SKIP : undefined
  })
}

function checkTag(
  node: JsxElement,
  parent: Parents | JsxElement,
  tell: Tell,
  taken: Map<string, number>,
): void {
  const name = node.name ?? ''
  const component = findComponent(name)
  if (!component)
    return tell(
      placeOf(node),
      `unknown component: <${name}>; ${suggest(name, writtenNames, 'there are')}`,
    )
  if ('instead' in component)
    return tell(placeOf(node), `not for authors: <${name}>; ${component.instead}`)
  checkComponent(node, component, tell, taken)
  // Tags that are alone in a paragraph stand in none.
  if (!component.inline && parent.type === 'paragraph')
    tell(placeOf(node), `within a line: <${name}>; put it on lines of its own, between empty lines`)
}

function checkComponent(
  node: JsxElement,
  component: WrittenComponent,
  tell: Tell,
  taken: Map<string, number>,
): void {
  const { props, wrong } = readComponent(node, component)
  for (const { place, message } of wrong) tell(place, message)
  checkContent(node, component, tell)
  if (component.unique && typeof props['name'] === 'string')
    checkUnique(node, `${component.unique} ${props['name']}`, tell, taken)
}

function checkUnique(node: JsxElement, name: string, tell: Tell, taken: Map<string, number>): void {
  const other = taken.get(name)
  if (other === undefined) taken.set(name, placeOf(node).line)
  else
    tell(
      placeOfAttribute(node, 'name'),
      `${name.replace(' ', ' name used twice: ')}; it is also on line ${other}`,
    )
}

function checkContent(
  node: JsxElement,
  { content, slots = [] }: WrittenComponent,
  tell: Tell,
): void {
  const parts = node.children.filter((it) => !isBlank(it as Nodes))
  const given = parts.map((it) => slotOf(it as Nodes))
  for (const slot of slots) {
    if (!given.includes(slot))
      tell(
        placeOf(node),
        `missing part: <${node.name}> needs <Fragment slot="${slot}">…</Fragment> directly within it`,
      )
  }
  const own = given.some((slot) => slot === undefined)
  if (content === 'needed' && !own)
    tell(
      placeOf(node),
      `empty: <${node.name}>; write its text between <${node.name}> and </${node.name}>`,
    )
  if (content === 'none' && own)
    tell(placeOf(node), `content that would not show: <${node.name}> takes none; end it with />`)
}

function isBlank(node: Nodes | JsxElement): boolean {
  if (node.type === 'text') return node.value.trim() === ''
  return (
    (node.type === 'mdxFlowExpression' || node.type === 'mdxTextExpression') &&
    isComment(node.value)
  )
}

const isComment = (expression: string): boolean => /^\s*\/\*[^]*\*\/\s*$/.test(expression)

function slotOf(node: Nodes | JsxElement): string | undefined {
  if (!isJsx(node)) return undefined
  const slot = node.attributes.find((it) => it.type === 'mdxJsxAttribute' && it.name === 'slot')
  return slot && typeof slot.value === 'string' ? slot.value : undefined
}

const fragmentProps = { slot: { kind: 'text', needed: 'needed' } } as const

/** A part for a slot that its parent does not have is left out of the page. */
function checkSlot(node: JsxElement, parent: Parents | JsxElement, tell: Tell): void {
  const slot = slotOf(node)
  if (node.name === 'Fragment')
    for (const { place, message } of readProps(node, 'Fragment', fragmentProps).wrong)
      tell(place, message)
  if (slot === undefined) return
  const component = isJsx(parent) ? findComponent(parent.name ?? '') : undefined
  const slots = component && 'slots' in component ? (component.slots ?? []) : []
  if (slots.includes(slot)) return
  const cure =
    isJsx(parent) && slots.length > 0
      ? suggest(slot, slots, `<${parent.name}> has`)
      : 'a part stands directly within its component, as the answer does in <Predict>'
  tell(placeOf(node), `part that would not show: slot="${slot}"; ${cure}`)
}

function checkHtml(node: JsxElement, tell: Tell): void {
  const name = node.name ?? ''
  const refused = Object.hasOwn(refusedElements, name) ? refusedElements[name] : undefined
  if (refused) return tell(placeOf(node), `refused element: <${name}>; ${refused}`)
  if (!htmlElements.includes(name)) {
    const component = writtenNames.find((it) => it.toLowerCase() === name.toLowerCase())
    return tell(
      placeOf(node),
      `unknown element: <${name}>; ${component ? `did you mean <${component}>? Components begin with a capital` : `${suggest(name, htmlElements, 'there are')}`}`,
    )
  }
  for (const attribute of node.attributes) checkHtmlAttribute(node, attribute, tell)
  if (name === 'img') checkPicture(node, tell)
  if (name === 'a' && !has(node, 'href'))
    tell(
      placeOf(node),
      'link without an address: <a>; give it a href="…", or write [words](address)',
    )
}

function checkHtmlAttribute(
  node: JsxElement,
  attribute: JsxElement['attributes'][number],
  tell: Tell,
): void {
  const place = placeOfAttribute(node, attribute)
  if (attribute.type !== 'mdxJsxAttribute')
    return tell(place, 'cannot spread into an element: write each attribute out')
  if (/^on/i.test(attribute.name))
    return tell(
      place,
      `dead attribute: ${attribute.name}; a page runs no script of its own: compute in a cell`,
    )
  if (attribute.name === 'className') return tell(place, 'dead attribute: className; write class')
  try {
    toProp(attribute)
  } catch (error) {
    if (!(error instanceof NotLiteral)) throw error
    tell(place, error.message)
  }
}

const has = (node: JsxElement, name: string): boolean =>
  node.attributes.some((it) => it.type === 'mdxJsxAttribute' && it.name === name)

function checkPicture(node: JsxElement, tell: Tell): void {
  if (!has(node, 'alt'))
    tell(
      placeOf(node),
      'picture without words: <img>; give it an alt="…" that says what it shows, or alt="" if it only decorates',
    )
  if (!has(node, 'src')) tell(placeOf(node), 'picture without an address: <img>; give it a src="…"')
}
