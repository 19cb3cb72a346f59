import type { Nodes, Parents, Root } from 'mdast'
import { SKIP, visit } from 'unist-util-visit'
import type { ReportMistake } from '../syntax/mistakes.ts'
import {
  componentTable,
  writtenNamesOf,
  type ComponentTable,
  type WrittenComponent,
} from '../syntax/component-table.ts'
import { readComponent } from '../syntax/component-props.ts'
import { findNear } from '../../kernel/nearest.ts'
import { isInputKind } from '../syntax/inputs.ts'
import { htmlElements, refusedElements } from '../syntax/html-elements.ts'
import { NotLiteral, toProp } from '../syntax/literal.ts'
import { isJsx, type JsxElement } from '../syntax/mdx-elements.ts'
import { placeOf } from '../syntax/place.ts'
import { placeOfAttribute, readProps } from '../syntax/props.ts'
import { nearestTo, suggest } from '../syntax/suggest.ts'
import type { Mistake, PlainMistakeKind } from '../../strings/mistakes.ts'

interface Check {
  report: ReportMistake
  /** The components that the page may use. */
  table: ComponentTable
  /** The names that have to be unique, with the line on which each was given. */
  taken: Map<string, number>
}

/**
 * Checks every tag of a page: that it is known, and that its attributes, its content and its parts are right.
 * @param table the components that there are: the engine's, and the book's own
 */
export function checkComponents(
  root: Root,
  report: ReportMistake,
  table: ComponentTable = componentTable,
): void {
  const check: Check = { report, table, taken: new Map() }
  visit(root, (node, _, parent) => {
    if (!isJsx(node) || node.name === null || !parent) return undefined
    checkSlot(node, parent, check)
    checkBlanks(node, report)
    checkInside(node, report)
    if (/^[a-z]/.test(node.name)) checkHtml(node, check)
    else if (node.name !== 'Fragment') checkTag(node, parent, check)
    // The contents of an SVG are not HTML.
    return node.name === 'svg' ? SKIP : undefined
  })
}

/** Refuses attributes that follow each other without a blank: what was meant as one may be read as two. */
function checkBlanks({ attributes }: JsxElement, report: ReportMistake): void {
  for (const [n, attribute] of attributes.entries()) {
    const start = attribute.position?.start
    const touches = n > 0 && start && attributes[n - 1].position?.end.offset === start.offset
    if (touches && attribute.type === 'mdxJsxAttribute')
      report(
        { line: start.line, column: start.column },
        { kind: 'attributesTouch', name: attribute.name },
      )
  }
}

/** Components that cannot hold each other: what a model holds defines it, and a label holds words. */
const apart: readonly (readonly [outer: IsName, inner: IsName])[] = [
  [isInputKind, isInputKind],
  [isOfFormulas, isOfFormulas],
]

type IsName = (name: string) => boolean

function isOfFormulas(name: string): boolean {
  return name === 'Model' || name === 'Derivation'
}

function checkInside(node: JsxElement, report: ReportMistake): void {
  const outer = node.name ?? ''
  const inner = apart.find(([is]) => is(outer))?.[1]
  if (!inner) return
  for (const child of node.children)
    visit(child as Nodes, (it) => {
      if (isJsx(it) && inner(it.name ?? ''))
        report(placeOf(it), { kind: 'withinAnother', name: it.name ?? '', outer })
    })
}

function checkTag(node: JsxElement, parent: Parents | JsxElement, check: Check): void {
  const { report, table } = check
  const name = node.name ?? ''
  const component = findComponent(table, name)
  if (!component)
    return report(placeOf(node), {
      kind: 'unknownComponent',
      name,
      cure: cureForComponent(name, table),
    })
  if ('instead' in component)
    return report(placeOf(node), { kind: 'notForAuthors', name, cure: { kind: component.instead } })
  checkComponent(node, component, check)
  // A tag alone in its paragraph was taken out of it by `unravel`.
  if (!component.inline && parent.type === 'paragraph')
    report(placeOf(node), { kind: 'withinLine', name })
}

/** What other books have for components, and what this one has. */
const elsewhere: Readonly<Record<string, string | PlainMistakeKind>> = {
  hint: 'Fold',
  details: 'Fold',
  accordion: 'Fold',
  solution: 'Fold',
  spoiler: 'Fold',
  note: 'MarginNote',
  callout: 'MarginNote',
  admonition: 'MarginNote',
  aside: 'MarginNote',
  tip: 'MarginNote',
  warning: 'Remember',
  range: 'Slider',
  number: 'Slider',
  numberinput: 'Slider',
  checkbox: 'Toggle',
  switch: 'Toggle',
  select: 'Choice',
  dropdown: 'Choice',
  radio: 'Choice',
  quiz: 'Predict',
  question: 'Predict',
  columns: 'SideBySide',
  grid: 'SideBySide',
  citation: 'Cite',
  ref: 'Eq',
  image: 'pictureOfMarkdown',
  figure: 'pictureOfMarkdown',
  picture: 'pictureOfMarkdown',
  equation: 'writeDisplay',
  math: 'writeDisplay',
  tex: 'writeDisplay',
  latex: 'writeDisplay',
  plot: 'returnFromCell',
  chart: 'returnFromCell',
  graph: 'returnFromCell',
  video: 'noPlaying',
  youtube: 'noPlaying',
}

function cureForComponent(name: string, table: ComponentTable): Mistake {
  const small = name.toLowerCase()
  const names = writtenNamesOf(table)
  const meant = Object.hasOwn(elsewhere, small) ? elsewhere[small] : undefined
  if (meant !== undefined && nearestTo(name, names) === undefined)
    return names.includes(meant)
      ? { kind: 'didYouMeanPlain', near: meant }
      : { kind: meant as PlainMistakeKind }
  return htmlElements.includes(small)
    ? { kind: 'meantElement', near: small }
    : suggest(name, names, { kind: 'thereAre' })
}

function findComponent(table: ComponentTable, name: string): ComponentTable[string] | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}

function checkComponent(node: JsxElement, component: WrittenComponent, check: Check): void {
  const { props, wrong } = readComponent(node, component)
  for (const { place, told } of wrong) check.report(place, told)
  checkContent(node, component, check.report)
  if (component.unique && typeof props['name'] === 'string')
    checkUnique(node, { what: component.unique, name: props['name'] }, check)
}

function checkUnique(
  node: JsxElement,
  { what, name }: { what: 'input' | 'prediction'; name: string },
  { report, taken }: Check,
): void {
  const other = taken.get(`${what} ${name}`)
  if (other === undefined) taken.set(`${what} ${name}`, placeOf(node).line)
  else report(placeOfAttribute(node, 'name'), { kind: `${what}NameTwice`, name, line: other })
}

function checkContent(
  node: JsxElement,
  { content, unique, slots = [] }: WrittenComponent,
  report: ReportMistake,
): void {
  const parts = node.children.filter((it) => !isBlank(it as Nodes))
  const given = parts.map((it) => slotOf(it as Nodes))
  for (const slot of slots) {
    // A part whose name is misspelt is told as that.
    if (!given.includes(slot) && !given.some((it) => it !== undefined && findNear(it, [slot])))
      report(placeOf(node), { kind: 'missingPart', tag: node.name ?? '', slot })
  }
  for (const [n, part] of parts.entries()) checkPart(part as JsxElement, given.slice(0, n), report)
  const own = given.some((slot) => slot === undefined)
  if (content === 'needed' && !own)
    report(placeOf(node), {
      kind: unique === 'input' ? 'inputWithoutWords' : 'emptyTag',
      tag: node.name ?? '',
    })
  if (content === 'none' && own)
    report(placeOf(node), { kind: 'hiddenContent', tag: node.name ?? '' })
}

/** Refuses a part that is given a second time, or has nothing in it. */
function checkPart(
  part: JsxElement,
  before: readonly (string | undefined)[],
  report: ReportMistake,
): void {
  const slot = slotOf(part)
  if (slot === undefined) return
  if (before.includes(slot)) report(placeOf(part), { kind: 'partTwice', slot })
  else if (part.children.every((it) => isBlank(it as Nodes)))
    report(placeOf(part), { kind: 'emptyPart', slot })
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

/** Refuses content for a slot that the parent does not have: it would not be rendered. */
function checkSlot(node: JsxElement, parent: Parents | JsxElement, { report, table }: Check): void {
  const slot = slotOf(node)
  if (node.name === 'Fragment')
    for (const { place, told } of readProps(node, 'Fragment', fragmentProps).wrong)
      report(place, told)
  if (slot === undefined) return
  const component = isJsx(parent) ? findComponent(table, parent.name ?? '') : undefined
  const slots = component && 'slots' in component ? (component.slots ?? []) : []
  if (slots.includes(slot)) return
  const cure: Mistake =
    isJsx(parent) && slots.length > 0
      ? suggest(slot, slots, { kind: 'tagHas', tag: parent.name ?? '' })
      : { kind: 'partsStandWithin' }
  report(placeOf(node), { kind: 'hiddenPart', slot, cure })
}

function checkHtml(node: JsxElement, { report, table }: Check): void {
  const name = node.name ?? ''
  const refused = Object.hasOwn(refusedElements, name) ? refusedElements[name] : undefined
  if (refused)
    return report(placeOf(node), { kind: 'refusedElement', name, why: { kind: refused } })
  if (!htmlElements.includes(name)) {
    const names = writtenNamesOf(table)
    const near = findNear(
      name.toLowerCase(),
      names.map((it) => it.toLowerCase()),
    )
    const component = names.find((it) => it.toLowerCase() === (near ?? name.toLowerCase()))
    return report(placeOf(node), {
      kind: 'unknownElement',
      name,
      cure: component ? { kind: 'meantComponent', component } : explainElement(name),
    })
  }
  for (const attribute of node.attributes) checkHtmlAttribute(node, attribute, report)
  if (name === 'img') checkPicture(node, report)
  if (name === 'a' && !has(node, 'href'))
    report(placeOf(node), { kind: 'linkElementWithoutAddress' })
}

/** Names of elements and not a list of all: there are too many. */
function explainElement(name: string): Mistake {
  const near = findNear(name, htmlElements)
  return near ? { kind: 'meantElement', near } : { kind: 'elementsOfPage' }
}

function checkHtmlAttribute(
  node: JsxElement,
  attribute: JsxElement['attributes'][number],
  report: ReportMistake,
): void {
  const place = placeOfAttribute(node, attribute)
  if (attribute.type !== 'mdxJsxAttribute') return report(place, { kind: 'spreadIntoElement' })
  if (/^on/i.test(attribute.name))
    return report(place, { kind: 'deadHandler', name: attribute.name })
  if (attribute.name === 'className') return report(place, { kind: 'deadClassName' })
  try {
    toProp(attribute)
  } catch (error) {
    if (!(error instanceof NotLiteral)) throw error
    report(place, error.told)
  }
}

const has = (node: JsxElement, name: string): boolean =>
  node.attributes.some((it) => it.type === 'mdxJsxAttribute' && it.name === name)

function checkPicture(node: JsxElement, report: ReportMistake): void {
  if (!has(node, 'alt')) report(placeOf(node), { kind: 'wordlessImg' })
  if (!has(node, 'src')) report(placeOf(node), { kind: 'imgWithoutAddress' })
}
