import type { AnyNode, Expression, Pattern, Program as SyntaxTree } from 'acorn'
import { walk, type Context, type Visitors } from 'zimmerframe'
import { patternNames, patternTargets } from './pattern-targets.ts'
import { Scope } from './scope.ts'

/** A name where the code uses it. */
export interface Use {
  name: string
  /** The innermost scope around it. */
  scope: Scope
  /** Offset in the source. */
  position: number
}

/** A name where the code assigns to it, or to a part of its value or deletes one. */
export interface ChangingUse extends Use {
  by: 'assign' | 'delete'
}

/** What a cell declares at its top, and what it does with names. A name counts as a use where it is declared, too. */
export interface ScopedNames {
  top: Scope
  uses: Use[]
  changes: ChangingUse[]
}

interface State extends Omit<ScopedNames, 'top'> {
  scope: Scope
}

type FunctionNode = Extract<AnyNode, { params: unknown }>
type ClassNode = Extract<AnyNode, { superClass?: unknown }>
type WithKey = Extract<AnyNode, { key: unknown; computed: boolean }>
type Loop = Extract<AnyNode, { type: 'ForInStatement' | 'ForOfStatement' }>
type In = Context<AnyNode, State>

/**
 * Finds the scope of every name in a cell's syntax tree, by the rules of strict mode (ECMA-262, 8.2 and 10.2.11).
 * A name may be declared after its use, so what a use stands for is known when the walk has ended: `scope.has(name)`.
 */
export function walkScopes(tree: SyntaxTree): ScopedNames {
  const state: State = { scope: new Scope('function'), uses: [], changes: [] }
  walk<AnyNode, State>(tree, state, visitors)
  return { top: state.scope, uses: state.uses, changes: state.changes }
}

const visitors: Visitors<AnyNode, State> = {
  Identifier: ({ name, start }, { state }) =>
    void state.uses.push({ name, scope: state.scope, position: start }),

  // Identifiers in the syntax tree that are no names of values.
  MemberExpression: visitMember,
  Property: visitKeyed,
  MethodDefinition: visitKeyed,
  PropertyDefinition: visitKeyed,
  LabeledStatement: (node, { visit }) => void visit(node.body),
  BreakStatement: () => {},
  ContinueStatement: () => {},
  MetaProperty: () => {},

  // Scopes.
  BlockStatement: (_, within) => visitWithin('block', within),
  StaticBlock: (_, within) => visitWithin('function', within),
  ForStatement: (_, within) => visitWithin('block', within),
  ForInStatement: visitLoop,
  ForOfStatement: visitLoop,
  SwitchStatement(node, { state, visit }) {
    visit(node.discriminant)
    const inner = { ...state, scope: state.scope.inner('block') }
    for (const it of node.cases) visit(it, inner)
  },
  CatchClause({ param }, { state, next }) {
    const scope = state.scope.inner('block')
    if (param) scope.declare(patternNames(param))
    next({ ...state, scope })
  },
  FunctionDeclaration(node, within) {
    if (node.id) within.state.scope.declare([node.id.name])
    visitFunction(node, within)
  },
  FunctionExpression: visitFunction,
  ArrowFunctionExpression: visitFunction,
  ClassDeclaration(node, within) {
    if (node.id) within.state.scope.declare([node.id.name])
    visitClass(node, within)
  },
  ClassExpression: visitClass,

  // Declarations and changes.
  VariableDeclaration({ kind, declarations }, { state, next }) {
    const names = declarations.flatMap((it) => patternNames(it.id))
    if (kind === 'var') state.scope.declareHoisted(names)
    else state.scope.declare(names)
    next()
  },
  AssignmentExpression(node, { state, next }) {
    noteChange(state, 'assign', node.left)
    next()
  },
  UpdateExpression(node, { state, next }) {
    noteChange(state, 'assign', node.argument)
    next()
  },
  UnaryExpression(node, { state, next }) {
    if (node.operator === 'delete') noteChange(state, 'delete', node.argument)
    next()
  },
}

function visitMember(node: Extract<AnyNode, { type: 'MemberExpression' }>, { visit }: In): void {
  visit(node.object)
  if (node.computed) visit(node.property)
}

function visitKeyed({ key, computed, value }: WithKey, { visit }: In): void {
  if (computed) visit(key)
  if (value) visit(value)
}

function visitWithin(kind: 'function' | 'block', { state, next }: In): void {
  next({ ...state, scope: state.scope.inner(kind) })
}

function visitLoop({ left }: Loop, within: In): void {
  if (left.type !== 'VariableDeclaration') noteChange(within.state, 'assign', left)
  visitWithin('block', within)
}

/** Parameters have a scope of their own, since what their defaults use is never what the body declares. */
function visitFunction(node: FunctionNode, { state, visit }: In): void {
  const scope = state.scope.inner('function')
  if (node.type === 'FunctionExpression' && node.id) scope.declare([node.id.name])
  if (node.type !== 'ArrowFunctionExpression') scope.declare(['arguments'])
  for (const it of node.params) scope.declare(patternNames(it))
  for (const it of node.params) visit(it, { ...state, scope })
  visit(node.body, { ...state, scope: scope.inner('function') })
}

/** A class sees its own name within, whatever the name that it is declared by stands for later. */
function visitClass({ id, superClass, body }: ClassNode, { state, visit }: In): void {
  const inner = { ...state, scope: state.scope.inner('block') }
  if (id) inner.scope.declare([id.name])
  if (superClass) visit(superClass, inner)
  visit(body, inner)
}

function noteChange(
  { scope, changes }: State,
  by: ChangingUse['by'],
  target: Pattern | Expression,
): void {
  for (const part of patternTargets(target)) {
    const name = rootName(part)
    if (name !== undefined) changes.push({ name, scope, by, position: target.start })
  }
}

/** The `z` of `z.a[0]?.b`; nothing where a value has no name. */
function rootName(node: AnyNode): string | undefined {
  switch (node.type) {
    case 'Identifier':
      return node.name
    case 'MemberExpression':
      return rootName(node.object)
    case 'ChainExpression':
      return rootName(node.expression)
    default:
      return undefined
  }
}
