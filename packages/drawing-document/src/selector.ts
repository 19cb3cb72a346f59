import type { ContainerNode } from './container-node.ts'
import type { ElementNode } from './element-node.ts'
import { namespaces } from './namespaces.ts'

/** Whether an element matches, `scope` being what the search started from. */
export type Matcher = (element: ElementNode, scope: ContainerNode) => boolean

/**
 * Compiles a selector list: tags, `#id`, `.class`, `[attribute]` with its operators, the four combinators and the
 * pseudo-classes below. Anything else is an error.
 */
export function compileSelector(selector: string): Matcher {
  const cursor: Cursor = { text: String(selector).trim(), at: 0 }
  const matcher = readList(cursor)
  if (cursor.at < cursor.text.length) fail(cursor)
  return matcher
}

interface Cursor {
  readonly text: string
  at: number
}

function readList(cursor: Cursor): Matcher {
  const matchers = [readComplex(cursor)]
  while (take(cursor, /\s*,\s*/y)) matchers.push(readComplex(cursor))
  return (element, scope) => matchers.some((matches) => matches(element, scope))
}

function readComplex(cursor: Cursor): Matcher {
  let left = readCompound(cursor)
  for (let found; (found = take(cursor, /\s*([>+~])\s*|\s+(?![,)]|$)/y));) {
    left = combine(found[1] ?? ' ', left, readCompound(cursor))
  }
  return left
}

function combine(combinator: string, left: Matcher, right: Matcher): Matcher {
  const near = relatives[combinator]
  const isRepeated = combinator === ' ' || combinator === '~'
  return (element, scope) => {
    if (!right(element, scope)) return false
    let at = near(element)
    while (at && !left(at, scope)) at = isRepeated ? near(at) : null
    return at !== null
  }
}

const parentOf = (element: ElementNode) => element.parentElement as ElementNode | null
const elderOf = (element: ElementNode) => element.previousElementSibling
const relatives: Record<string, (element: ElementNode) => ElementNode | null> = {
  ' ': parentOf,
  '>': parentOf,
  '+': elderOf,
  '~': elderOf,
}

function readCompound(cursor: Cursor): Matcher {
  const parts: Matcher[] = []
  for (let part = readTag(cursor) ?? readPart(cursor); part; part = readPart(cursor))
    parts.push(part)
  if (!parts.length) fail(cursor)
  return (element, scope) => parts.every((matches) => matches(element, scope))
}

const name = String.raw`(-?(?:[a-zA-Z_\u0080-\uffff]|\\.)(?:[-\w\u0080-\uffff]|\\.)*|--[-\w]+)`
const tagPattern = new RegExp(String.raw`\*|${name}`, 'y')
const idPattern = new RegExp(`#${name}`, 'y')
const classPattern = new RegExp(String.raw`\.${name}`, 'y')
const attributePattern = new RegExp(
  String.raw`\[\s*([^\s=\]~|^$*"']+)\s*(?:([~|^$*]?=)\s*(?:"([^"]*)"|'([^']*)'|${name})\s*)?\]`,
  'y',
)
const pseudoPattern = /:([a-z-]+)(\()?/y

function readTag(cursor: Cursor): Matcher | null {
  const found = take(cursor, tagPattern)
  if (!found) return null
  if (!found[1]) return () => true
  const tag = unescape(found[1])
  const folded = tag.toLowerCase()
  return ({ localName, namespaceURI }) =>
    localName === (namespaceURI === namespaces.html ? folded : tag)
}

function readPart(cursor: Cursor): Matcher | null {
  let found
  if ((found = take(cursor, idPattern))) return attributeMatcher('id', '=', unescape(found[1]))
  if ((found = take(cursor, classPattern)))
    return attributeMatcher('class', '~=', unescape(found[1]))
  if ((found = take(cursor, attributePattern)))
    return attributeMatcher(found[1], found[2], found[3] ?? found[4] ?? unescape(found[5] ?? ''))
  if ((found = take(cursor, pseudoPattern))) return readPseudo(cursor, found[1], Boolean(found[2]))
  return null
}

function attributeMatcher(
  attribute: string,
  operator: string | undefined,
  wanted: string,
): Matcher {
  const test = operator ? operators[operator] : () => true
  return (element) => {
    const value = element.getAttribute(attribute)
    return value !== null && test(value, wanted)
  }
}

const operators: Record<string, (value: string, wanted: string) => boolean> = {
  '=': (value, wanted) => value === wanted,
  '~=': (value, wanted) => value.split(/\s+/).includes(wanted),
  '|=': (value, wanted) => value === wanted || value.startsWith(`${wanted}-`),
  '^=': (value, wanted) => wanted !== '' && value.startsWith(wanted),
  '$=': (value, wanted) => wanted !== '' && value.endsWith(wanted),
  '*=': (value, wanted) => wanted !== '' && value.includes(wanted),
}

const pseudos: Record<string, Matcher> = {
  scope: (element, scope) => element === (scope.nodeType === 9 ? scope.firstElementChild : scope),
  root: (element) => element.parentNode?.nodeType === 9,
  empty: (element) =>
    !element.childNodes.some(
      (child) =>
        (child.nodeType !== 8 && child.nodeType !== 3) || (child.nodeValue && child.nodeType === 3),
    ),
  'first-child': (element) => !element.previousElementSibling,
  'last-child': (element) => !element.nextElementSibling,
  'only-child': (element) => !element.previousElementSibling && !element.nextElementSibling,
  'first-of-type': (element) => !siblingOfType(element, 'previousElementSibling'),
  'last-of-type': (element) => !siblingOfType(element, 'nextElementSibling'),
}

function readPseudo(cursor: Cursor, pseudo: string, hasArgument: boolean): Matcher {
  const start = cursor.text.lastIndexOf(':', cursor.at)
  return (
    (hasArgument ? readArgument(cursor, pseudo) : pseudos[pseudo]) ?? fail({ ...cursor, at: start })
  )
}

function readArgument(cursor: Cursor, pseudo: string): Matcher | undefined {
  if (pseudo === 'nth-child') return readNth(cursor)
  if (!/^(?:not|is|where)$/.test(pseudo)) return
  take(cursor, /\s*/y)
  const inner = readList(cursor)
  if (!take(cursor, /\s*\)/y)) fail(cursor)
  return pseudo === 'not' ? (element, scope) => !inner(element, scope) : inner
}

/** `3`, `odd`, `even`, `n`, `2n + 1`, `-n+3`. */
function readNth(cursor: Cursor): Matcher | undefined {
  const found = take(cursor, /\s*(?:(odd)|(even)|([+-]?\d*)n(?:\s*([+-]\s*\d+))?|([+-]?\d+))\s*\)/y)
  if (!found) return
  const [, odd, even, factor, offset, only] = found
  const step = odd || even ? 2 : only ? 0 : /\d/.test(factor) ? +factor : +`${factor}1`
  const start = odd ? 1 : +(only ?? offset ?? '0').replace(/\s/g, '')
  return (element) => {
    const distance = indexOf(element) - start
    return step ? distance % step === 0 && distance / step >= 0 : distance === 0
  }
}

/** Counted from one, as selectors do. */
function indexOf(element: ElementNode): number {
  let index = 1
  for (let at = element.previousElementSibling; at; at = at.previousElementSibling) index++
  return index
}

function siblingOfType(
  element: ElementNode,
  direction: 'previousElementSibling' | 'nextElementSibling',
): ElementNode | null {
  let at = element[direction]
  while (at && at.localName !== element.localName) at = at[direction]
  return at
}

function unescape(identifier: string): string {
  return identifier.replace(/\\(.)/g, '$1')
}

function take(cursor: Cursor, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = cursor.at
  const found = pattern.exec(cursor.text)
  if (found) cursor.at = pattern.lastIndex
  return found
}

function fail({ text, at }: Cursor): never {
  const rest = text.slice(at)
  throw new Error(
    `unsupported selector: ${JSON.stringify(text)}, at ${rest ? JSON.stringify(rest) : 'its end'}; ` +
      'use tags, #id, .class, [attribute], the combinators and :not(), :is(), :nth-child(), :first-child, :last-child, :scope',
  )
}
