import type {
  AnyNode,
  BinaryExpression,
  CallExpression,
  ExpressionStatement,
  Literal,
  MemberExpression,
  Node,
  Statement,
} from 'acorn'
import { type Visitors, walk } from 'zimmerframe'
import type { Mistake } from '../../strings/mistakes.ts'
import type { CellSource } from '../program.ts'
import {
  type Declared,
  findDeclared,
  isElement,
  isList,
  isName,
  isPlain,
  originOf,
} from './made-as.ts'
import { parseCell } from './parse-cell.ts'

/** Code that runs, and that does something else than it was written for, as far as anyone can tell. */
export interface Slip {
  cell: string
  told: Mistake
  /** Whether it may be meant all the same. */
  isWarning: boolean
  line: number
  column: number
}

interface Found {
  at: number
  /** Where it ends, if nothing within it is told besides. */
  end?: number
  told: Mistake
  isWarning?: boolean
}

/** What the search of a cell goes by. */
interface Search {
  javascript: string
  /** The same with its types: each character stands where it does in the JavaScript. */
  written: string
  declared: Declared
  add: (found: Found | undefined) => void
}

/** The slips in a cell, which compiles. */
export function findSlips({ name, source, kind }: CellSource): Slip[] {
  const { tree, javascript, written, placeOf } = parseCell(name, source, kind)
  const body = tree.body as Statement[]
  const found: Found[] = [...findBlocks(body), ...findLoneMark(body)]
  const add = (it: Found | undefined): void => void (it && found.push(it))
  walk<AnyNode, Search>(tree, { javascript, written, declared: findDeclared(tree), add }, visitors)
  const toSlip = ({ at, told, isWarning = false }: Found): Slip => ({
    cell: name,
    told,
    isWarning,
    ...placeOf(at),
  })
  // A function that returns nothing has a value that nothing takes.
  return found
    .filter(({ at, told }) => told.kind !== 'unusedValue' || !isWithinOther(at, found))
    .map(toSlip)
}

const visitors: Visitors<AnyNode, Search> = {
  CallExpression(node, { state, path, next }) {
    const { declared, written } = state
    if (!node.optional) state.add(findGoingOn(node.callee, '(', path, written))
    state.add(findClock(node))
    state.add(
      findHoles(node) ??
        findDropped(node) ??
        findLostResult(node, declared) ??
        findHtmlDrawing(node) ??
        findLostListener(node, declared),
    )
    next()
  },
  MemberExpression(node, { state, path, next }) {
    state.add(findNegativeIndex(node, path.at(-1), state))
    if (node.computed) state.add(findGoingOn(node.object, '[', path, state.written))
    next()
  },
  TaggedTemplateExpression(node, { state, path, next }) {
    state.add(findGoingOn(node.tag, '`', path, state.written))
    next()
  },
  NewExpression(node, { state, next }) {
    const isNow = isCalled(node.callee, 'Date') && node.arguments.length === 0
    state.add(isNow ? toClock(node.start, 'new Date()') : undefined)
    next()
  },
  BinaryExpression(node, { state, next }) {
    state.add(findPower(node))
    next()
  },
  AssignmentExpression(node, { state, next }) {
    state.add(findLostHandler(node.left, state.declared))
    next()
  },
  IfStatement(node, { state, next }) {
    state.add(findAssignment(node.test, state.javascript))
    next()
  },
  ConditionalExpression(node, { state, next }) {
    state.add(findAssignment(node.test, state.javascript))
    next()
  },
  Program(node, { state, next }) {
    const body = node.body as Statement[]
    const last = lastOf(body)
    for (const it of body) if (it !== last) state.add(findUnused(it))
    next()
  },
  BlockStatement(node, { state, path, next }) {
    const isBody = path.at(-1)?.type.includes('Function') ?? false
    if (isBody || path.length > 1) for (const it of node.body) state.add(findUnused(it))
    next()
  },
}

/** The statement whose value a cell shows. */
const lastOf = (body: readonly Statement[]): Statement | undefined =>
  body.findLast(({ type }) => type !== 'EmptyStatement')

const isWithinOther = (at: number, found: readonly Found[]): boolean =>
  found.some((it) => it.end !== undefined && it.at < at && at < it.end)

const textOf = ({ start, end }: Node, source: string): string => source.slice(start, end)

const isNumber = (node: AnyNode): boolean =>
  node.type === 'Literal' && typeof node.value === 'number'

const isNegative = (node: AnyNode): boolean =>
  node.type === 'UnaryExpression' && node.operator === '-' && isNumber(node.argument)

/** An index below 0; objects may have such keys, and so may lists to which one is given. */
function findNegativeIndex(
  { computed, object, property }: MemberExpression,
  parent: AnyNode | undefined,
  { javascript, declared }: Search,
): Found | undefined {
  if (!computed || !isNegative(property) || originOf(object, declared).type === 'ObjectExpression')
    return undefined
  const isTarget =
    parent?.type === 'UpdateExpression' ||
    (parent?.type === 'AssignmentExpression' && parent.left.start === object.start)
  if (isTarget) return undefined
  const index = textOf(property, javascript)
  // Objects may have keys below 0.
  const isWarning = !isList(object, declared)
  return { at: property.start, told: { kind: 'negativeIndex', index }, isWarning }
}

/** A number as people write powers of it, and not patterns of bits. */
const isDecimal = (node: AnyNode): boolean =>
  isNumber(node) && !/^0[xob]/i.test((node as Literal).raw ?? '')

/** `^` where a power was meant: bits are flipped with 1, or with a number in hexadecimal digits. */
function findPower({ operator, left, right, start }: BinaryExpression): Found | undefined {
  const sides = [left, right]
  if (operator !== '^' || sides.some((it) => isNumber(it) && !isDecimal(it))) return undefined
  const isMeant =
    sides.every(isDecimal) || sides.some((it) => isDecimal(it) && Number((it as Literal).value) > 1)
  return isMeant ? { at: start, told: { kind: 'powerMeant' }, isWarning: true } : undefined
}

/** Methods that take what their function returns. */
const taking =
  /^(?:map|flatMap|filter|reduce|reduceRight|some|every|find|findIndex|findLast|findLastIndex|sort|toSorted)$/

/** Those of them that other things than lists have as well, and may do without a result. */
const shared = /^(?:map|filter|find|sort)$/

/** A function whose braces were meant as those of an object, or whose `return` is missing. */
function findLostResult(
  { callee, arguments: given }: CallExpression,
  declared: Declared,
): Found | undefined {
  if (callee.type !== 'MemberExpression' || !isName(callee.property)) return undefined
  const method = callee.property.name
  const isFrom = method === 'from' && isName(callee.object) && callee.object.name === 'Array'
  const made = given[isFrom ? 1 : 0]
  if ((!taking.test(method) && !isFrom) || made?.type !== 'ArrowFunctionExpression')
    return undefined
  const { body } = made
  // The promise of an asynchronous function is its result.
  if (made.async) return undefined
  if (body.type !== 'BlockStatement' || returns(body)) return undefined
  const isObject =
    body.body.length > 0 && body.body.every(({ type }) => type === 'LabeledStatement')
  return {
    at: body.start,
    end: body.end,
    told: isObject ? { kind: 'blockForObject' } : { kind: 'returnsNothing', method },
    isWarning: !isObject && shared.test(method) && !isList(callee.object, declared),
  }
}

/** Whether a function's body returns a value, or throws, anywhere but in functions within it. */
function returns(body: AnyNode): boolean {
  const state = { found: false }
  const stop = (): void => {}
  walk<AnyNode, typeof state>(body, state, {
    FunctionDeclaration: stop,
    FunctionExpression: stop,
    ArrowFunctionExpression: stop,
    ReturnStatement: (node, { state }) => void (state.found ||= Boolean(node.argument)),
    ThrowStatement: (_, { state }) => void (state.found = true),
  })
  return state.found
}

/**
 * A line that begins with a sign by which it goes on with the line before, where no semicolon ends that. A line that is
 * indented below its statement is meant to go on with it.
 */
function findGoingOn(
  before: Node,
  sign: string,
  path: readonly AnyNode[],
  written: string,
): Found | undefined {
  const [between] = /^\s*/.exec(written.slice(before.end)) ?? ['']
  const at = before.end + between.length
  if (!between.includes('\n') || written[at] !== sign) return undefined
  const start = path.findLast(isStatement)?.start ?? 0
  return indentAt(at, written) > indentAt(start, written)
    ? undefined
    : { at, told: { kind: 'goesOn', sign } }
}

/** Whether a part of code could end with a semicolon. */
const isStatement = ({ type }: AnyNode): boolean =>
  /(?:Statement|Declaration|^PropertyDefinition)$/.test(type)

/** By how much the line of an offset is indented. */
function indentAt(offset: number, text: string): number {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1)
  return line.length - line.trimStart().length
}

const isCalled = (node: AnyNode, name: string): boolean =>
  isName(node) && (node as { name: string }).name === name

const toClock = (at: number, name: string): Found => ({
  at,
  told: { kind: 'readsClock', name },
  isWarning: true,
})

/** What reads the clock, which stands still at build. */
function findClock({ callee }: CallExpression): Found | undefined {
  if (callee.type !== 'MemberExpression' || !isCalled(callee.property, 'now')) return undefined
  if (isCalled(callee.object, 'Date')) return toClock(callee.start, 'Date.now()')
  return isCalled(callee.object, 'performance')
    ? { at: callee.start, told: { kind: 'measuresTime' }, isWarning: true }
    : undefined
}

/** What the function of a `forEach` makes, which nothing takes. */
function findDropped({ callee, arguments: [made] }: CallExpression): Found | undefined {
  const isForEach =
    callee.type === 'MemberExpression' && isCalled(callee.property, 'forEach') && !callee.computed
  const isMade =
    made?.type === 'ArrowFunctionExpression' &&
    (made.body.type === 'ObjectExpression' ||
      (idle.includes(made.body.type) && !hasCall(made.body)))
  return isForEach && isMade
    ? { at: callee.property.start, told: { kind: 'droppedByEach' } }
    : undefined
}

/** A list of holes, over which `map` does nothing, and `parseInt`, which takes the index for a base. */
function findHoles({ callee, arguments: [first] }: CallExpression): Found | undefined {
  if (callee.type !== 'MemberExpression' || !isName(callee.property)) return undefined
  if (callee.property.name !== 'map') return undefined
  const { object } = callee
  const isMade = object.type === 'CallExpression' || object.type === 'NewExpression'
  if (
    isMade &&
    isName(object.callee) &&
    object.callee.name === 'Array' &&
    object.arguments.length === 1 &&
    object.arguments[0].type !== 'SpreadElement'
  )
    return { at: object.start, told: { kind: 'holes' } }
  return first && isName(first) && first.name === 'parseInt'
    ? { at: first.start, told: { kind: 'parseByIndex' } }
    : undefined
}

/** A mark of Plot at the end of a cell that is not drawn. */
function findLoneMark(body: readonly Statement[]): Found[] {
  const last = lastOf(body)
  const call = last?.type === 'ExpressionStatement' ? last.expression : undefined
  if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return []
  const { object, property } = call.callee
  const isMark =
    isName(object) &&
    (object as { name: string }).name === 'Plot' &&
    isName(property) &&
    marks.test(property.name)
  return isMark ? [{ at: property.start, told: { kind: 'loneMark' } }] : []
}

const marks =
  /^(?:dot|line|bar|rect|area|rule|tick|text|cell|arrow|link|vector|image|contour|density|raster|hexagon|circle|box|tree)[XY]?$/

/** Names of elements that only a drawing has. */
const drawn =
  /^(?:svg|circle|ellipse|line|path|polygon|polyline|rect|g|text|tspan|defs|use|marker|linearGradient|radialGradient|stop|clipPath|mask|pattern|symbol|textPath)$/

/** An element of a drawing that is made as one of HTML, which browsers do not draw. */
function findHtmlDrawing({ callee, arguments: [first] }: CallExpression): Found | undefined {
  const isMade =
    callee.type === 'MemberExpression' &&
    isName(callee.property) &&
    callee.property.name === 'createElement'
  if (!isMade || first?.type !== 'Literal' || !drawn.test(String(first.value))) return undefined
  return { at: callee.property.start, told: { kind: 'htmlForDrawing', name: String(first.value) } }
}

const byReaders =
  /^(?:click|dblclick|input|change|submit|focus|blur|wheel|scroll|(?:mouse|pointer|key|touch|drag)\w*)$/

/** Those of them that other things than elements tell of as well. */
const byOthers = /^(?:input|change|submit|focus|blur|scroll)$/

/**
 * Something that waits for readers at an element, of which the page shows a copy. What may be no element is
 * warned of at most, where hardly anything else has such an event.
 */
function findLost(
  object: AnyNode,
  event: string,
  found: Found,
  declared: Declared,
): Found | undefined {
  if (!byReaders.test(event)) return undefined
  if (isElement(object, declared)) return found
  const isOther = byOthers.test(event) || isPlain(object, declared)
  return isOther ? undefined : { ...found, isWarning: true }
}

function findLostHandler(left: AnyNode, declared: Declared): Found | undefined {
  if (left.type !== 'MemberExpression' || !isName(left.property)) return undefined
  const { name, start } = left.property
  if (!name.startsWith('on')) return undefined
  const found: Found = { at: start, told: { kind: 'lostHandler', name } }
  return findLost(left.object, name.slice(2), found, declared)
}

function findLostListener(
  { callee, arguments: [first] }: CallExpression,
  declared: Declared,
): Found | undefined {
  if (callee.type !== 'MemberExpression' || !isName(callee.property)) return undefined
  const { object } = callee
  const { name, start } = callee.property
  if ((name !== 'addEventListener' && name !== 'on') || first?.type !== 'Literal') return undefined
  if (isName(object) && (object as { name: string }).name === 'document') return undefined
  const found: Found = { at: start, told: { kind: 'lostHandler', name } }
  return findLost(object, String(first.value), found, declared)
}

/** An assignment as a condition, unless a second pair of brackets says that it is meant. */
function findAssignment(test: AnyNode, javascript: string): Found | undefined {
  if (test.type !== 'AssignmentExpression' || test.operator !== '=') return undefined
  const isMeant = /\(\s*\(\s*$/.test(javascript.slice(0, test.start))
  return isMeant ? undefined : { at: test.start, told: { kind: 'assignmentInCondition' } }
}

/** Braces at the end of a cell that were meant as those of an object. */
function findBlocks(body: readonly Statement[]): Found[] {
  const last = lastOf(body)
  const isObject =
    last?.type === 'BlockStatement' &&
    last.body.length > 0 &&
    last.body.every(({ type }) => type === 'LabeledStatement' || type === 'ExpressionStatement') &&
    last.body.some(({ type }) => type === 'LabeledStatement')
  return isObject ? [{ at: last.start, end: last.end, told: { kind: 'blockForObject' } }] : []
}

/** What has a value and does nothing; a call, a name and a property may do something. */
const idle: readonly AnyNode['type'][] = [
  'BinaryExpression',
  'TemplateLiteral',
  'ArrayExpression',
  'ObjectExpression',
  'ArrowFunctionExpression',
]

function findUnused(statement: Statement): Found | undefined {
  if (statement.type !== 'ExpressionStatement') return undefined
  const { expression, directive } = statement as ExpressionStatement & { directive?: string }
  const isIdle =
    idle.includes(expression.type) || (expression.type === 'Literal' && directive === undefined)
  return isIdle && !hasCall(expression)
    ? { at: expression.start, told: { kind: 'unusedValue' } }
    : undefined
}

function hasCall(node: AnyNode): boolean {
  const state = { found: false }
  const find = (_: AnyNode, { state }: { state: { found: boolean } }): void =>
    void (state.found = true)
  walk<AnyNode, typeof state>(node, state, {
    ArrowFunctionExpression: () => {},
    CallExpression: find,
    NewExpression: find,
    AwaitExpression: find,
    YieldExpression: find,
    UpdateExpression: find,
    AssignmentExpression: find,
  })
  return state.found
}
