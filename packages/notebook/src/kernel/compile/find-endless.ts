import type {
  AnyNode,
  AwaitExpression,
  DoWhileStatement,
  Expression,
  ForInStatement,
  ForOfStatement,
  ForStatement,
  Node,
  Program,
  WhileStatement,
} from 'acorn'
import { walk } from 'zimmerframe'
import type { CellSource, Place } from '../program.ts'
import { parseCell } from './parse-cell.ts'
import { patternTargets } from './pattern-targets.ts'

type Loop = WhileStatement | DoWhileStatement | ForStatement | ForOfStatement | ForInStatement

/** Where a cell that does not end computes for ever, as far as its text tells: at its only loop, or the only one that nothing in it ends. */
export function findEndlessLoop(cell: CellSource): Place | undefined {
  const { tree, placeOf } = parseCell(cell.name, cell.source, cell.kind)
  const loops = nodesOf(tree, isLoop)
  const [loop, ...others] = loops.length === 1 ? loops : loops.filter(isEndless)
  return loop && others.length === 0 ? placeOf(loop.start) : undefined
}

/** Where a cell that does not end waits for ever, as far as its text tells: at its only `await`. */
export function findEndlessWait(cell: CellSource): Place | undefined {
  const { tree, placeOf } = parseCell(cell.name, cell.source, cell.kind)
  const isAwait = (it: AnyNode): it is AwaitExpression => it.type === 'AwaitExpression'
  const [wait, ...others] = nodesOf(tree, isAwait)
  return wait && others.length === 0 ? placeOf(wait.start) : undefined
}

/**
 * Which loop to blame for a line that runs again and again: of those around it the one that nothing ends, else the
 * innermost, of those with a condition if there are some.
 * @param tree a module's, with the places of its nodes
 * @returns undefined where no loop is around it, as in a recursion
 */
export function findLoopAround(tree: Program, line: number): Place | undefined {
  const around = nodesOf(tree, isLoop).filter(
    ({ loc }) => loc && loc.start.line <= line && line <= loc.end.line,
  )
  const blamed = around.findLast(isEndless) ?? around.findLast(hasCondition) ?? around.at(-1)
  const start = blamed?.loc?.start
  return start && { line: start.line, column: start.column + 1 }
}

const isLoop = (node: AnyNode): node is Loop =>
  /^(?:While|DoWhile|For|ForOf|ForIn)Statement$/.test(node.type)

const leaves = /^(?:Break|Return|Throw)Statement$|^YieldExpression$/

/** Whether it is no walk through a list, which mostly has an end. */
const hasCondition = ({ type }: Loop): boolean =>
  type !== 'ForOfStatement' && type !== 'ForInStatement'

/** Whether a loop goes on as long as it has begun: nothing leaves it, and nothing changes what its condition reads. */
function isEndless(loop: Loop): boolean {
  if (loop.type === 'ForOfStatement' || loop.type === 'ForInStatement') return false
  if (nodesOf(loop, (it): it is AnyNode => leaves.test(it.type)).length > 0) return false
  if (!loop.test) return true
  // What is called may return something else each time.
  if (nodesOf(loop.test, isCall).length > 0) return false
  const changed = new Set(nodesOf(loop, isAny).flatMap(changedBy))
  return namesIn(loop.test).every((name) => !changed.has(name))
}

const isAny = (_: AnyNode): _ is AnyNode => true
const isCall = (node: AnyNode): node is AnyNode => /^(?:Call|Await)Expression$/.test(node.type)

/** The names whose values a part of the code changes: `x = 1`, `x++`, `x.y = 1`, `x.pop()`. */
function changedBy(node: AnyNode): string[] {
  if (node.type === 'AssignmentExpression')
    return patternTargets(node.left).flatMap((it) => namesIn(it as Expression))
  if (node.type === 'UpdateExpression') return namesIn(node.argument)
  if (node.type === 'CallExpression')
    return [node.callee, ...node.arguments].flatMap((it) => namesIn(it as Expression))
  return []
}

const namesIn = (node: Node): string[] =>
  nodesOf(node, (it) => it.type === 'Identifier').map(({ name }) => name)

function nodesOf<Kind extends AnyNode>(root: Node, is: (node: AnyNode) => node is Kind): Kind[] {
  const found: Kind[] = []
  walk<AnyNode, null>(root as AnyNode, null, {
    _(node, { next }) {
      if (is(node)) found.push(node)
      next()
    },
  })
  return found
}
