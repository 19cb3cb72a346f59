import type { AnyNode, CallExpression, ExpressionStatement, Node, Statement } from 'acorn'
import { walk } from 'zimmerframe'
import type { Mistake } from '../../strings/mistakes.ts'
import type { CellSource } from '../program.ts'
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

/** The slips in a cell, which compiles. */
export function findSlips({ name, source, kind }: CellSource): Slip[] {
  const { tree, placeOf } = parseCell(name, source, kind)
  const body = tree.body as Statement[]
  const found: Found[] = [...findBlocks(body), ...findLoneMark(body)]
  const add = (it: Found | undefined): void => void (it && found.push(it))
  walk<AnyNode, null>(tree, null, {
    CallExpression(node, { next }) {
      add(
        findHoles(node) ?? findLostResult(node) ?? findHtmlDrawing(node) ?? findLostListener(node),
      )
      next()
    },
    MemberExpression(node, { next }) {
      if (node.computed && isNegative(node.property))
        add({
          at: node.property.start,
          told: { kind: 'negativeIndex', index: textOf(node.property, source) },
        })
      next()
    },
    BinaryExpression(node, { next }) {
      if (node.operator === '^' && (isNumber(node.left) || isNumber(node.right)))
        add({ at: node.start, told: { kind: 'powerMeant' }, isWarning: true })
      next()
    },
    AssignmentExpression(node, { next }) {
      const { left } = node
      if (
        left.type === 'MemberExpression' &&
        isName(left.property) &&
        isHandler(left.property.name)
      )
        add({ at: left.property.start, told: { kind: 'lostHandler', name: left.property.name } })
      next()
    },
    IfStatement(node, { next }) {
      add(findAssignment(node.test))
      next()
    },
    ConditionalExpression(node, { next }) {
      add(findAssignment(node.test))
      next()
    },
    Program(node, { next }) {
      const last = node.body.findLast(({ type }) => type !== 'EmptyStatement')
      for (const it of node.body as Statement[]) if (it !== last) add(findUnused(it))
      next()
    },
    BlockStatement(node, { path, next }) {
      const isBody = path.at(-1)?.type.includes('Function') ?? false
      if (isBody || path.length > 1) for (const it of node.body) add(findUnused(it))
      next()
    },
  })
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

const isWithinOther = (at: number, found: readonly Found[]): boolean =>
  found.some((it) => it.end !== undefined && it.at < at && at < it.end)

const textOf = ({ start, end }: Node, source: string): string => source.slice(start, end)

const isName = (node: AnyNode): node is Extract<AnyNode, { type: 'Identifier' }> =>
  node.type === 'Identifier'

const isNumber = (node: AnyNode): boolean =>
  node.type === 'Literal' && typeof node.value === 'number'

const isNegative = (node: AnyNode): boolean =>
  node.type === 'UnaryExpression' && node.operator === '-' && isNumber(node.argument)

/** Methods that take what their function returns. */
const taking =
  /^(?:map|flatMap|filter|reduce|reduceRight|some|every|find|findIndex|findLast|findLastIndex|sort|toSorted)$/

/** A function whose braces were meant as those of an object, or whose `return` is missing. */
function findLostResult({ callee, arguments: given }: CallExpression): Found | undefined {
  if (callee.type !== 'MemberExpression' || !isName(callee.property)) return undefined
  const method = callee.property.name
  const isFrom = method === 'from' && isName(callee.object) && callee.object.name === 'Array'
  const made = given[isFrom ? 1 : 0]
  if ((!taking.test(method) && !isFrom) || made?.type !== 'ArrowFunctionExpression')
    return undefined
  const { body } = made
  if (body.type !== 'BlockStatement' || returns(body)) return undefined
  const isObject =
    body.body.length > 0 && body.body.every(({ type }) => type === 'LabeledStatement')
  return {
    at: body.start,
    end: body.end,
    told: isObject ? { kind: 'blockForObject' } : { kind: 'returnsNothing', method },
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
    object.arguments.length === 1
  )
    return { at: object.start, told: { kind: 'holes' } }
  return first && isName(first) && first.name === 'parseInt'
    ? { at: first.start, told: { kind: 'parseByIndex' } }
    : undefined
}

/** A mark of Plot at the end of a cell that is not drawn. */
function findLoneMark(body: readonly Statement[]): Found[] {
  const last = body.findLast(({ type }) => type !== 'EmptyStatement')
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

const isHandler = (name: string): boolean => name.startsWith('on') && byReaders.test(name.slice(2))

/** Something that waits for readers at an element, of which the page shows a copy. */
function findLostListener({ callee, arguments: [first] }: CallExpression): Found | undefined {
  if (callee.type !== 'MemberExpression' || !isName(callee.property)) return undefined
  const { name } = callee.property
  if (name !== 'addEventListener' && name !== 'on') return undefined
  if (isName(callee.object) && (callee.object as { name: string }).name === 'document')
    return undefined
  return first?.type === 'Literal' && byReaders.test(String(first.value))
    ? { at: callee.property.start, told: { kind: 'lostHandler', name } }
    : undefined
}

function findAssignment(test: AnyNode): Found | undefined {
  return test.type === 'AssignmentExpression' && test.operator === '='
    ? { at: test.start, told: { kind: 'assignmentInCondition' } }
    : undefined
}

/** Braces at the end of a cell that were meant as those of an object. */
function findBlocks(body: readonly Statement[]): Found[] {
  const last = body.findLast(({ type }) => type !== 'EmptyStatement')
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
