import type { AnyNode, Expression, Node, Pattern, Program as SyntaxTree } from 'acorn'
import { analyze, extract_identifiers, type Scope } from 'periscopic'
import { walk } from 'zimmerframe'

/** The names of a cell, by what it does with them. */
export interface Names {
  /** Declared at the top. */
  declared: string[]
  /** Used, and declared nowhere in the cell. */
  foreign: string[]
  /** Foreign names that the cell assigns to, or to a part of which it does. */
  changed: Change[]
}

export interface Change {
  name: string
  by: 'assign' | 'delete'
  /** Offset in the source. */
  position: number
}

export function findNames(tree: SyntaxTree): Names {
  const scoped = spellOutScopes(tree)
  const { scope, globals, map } = analyze(scoped as never)
  return {
    declared: [...scope.declarations.keys()],
    foreign: [...globals.keys()],
    changed: findChanges(scoped, scope, (node) => map.get(node as never)),
  }
}

interface ScopeState {
  scope: Scope
  changes: Change[]
}

function findChanges(
  tree: SyntaxTree,
  top: Scope,
  scopeOf: (node: Node) => Scope | undefined,
): Change[] {
  const state: ScopeState = { scope: top, changes: [] }
  const note = (
    { scope, changes }: ScopeState,
    by: Change['by'],
    target: Pattern | Expression,
  ): void => {
    for (const part of extract_identifiers(target as never)) {
      const name = rootName(part as never)
      if (name !== undefined && !scope.find_owner(name))
        changes.push({ name, by, position: target.start })
    }
  }
  walk(tree as AnyNode, state, {
    _: (node, { state, next }) => next({ ...state, scope: scopeOf(node) ?? state.scope }),
    AssignmentExpression: (node, { state, next }) => (note(state, 'assign', node.left), next()),
    UpdateExpression: (node, { state, next }) => (note(state, 'assign', node.argument), next()),
    ForOfStatement: (node, { state, next }) => (
      node.left.type !== 'VariableDeclaration' && note(state, 'assign', node.left),
      next()
    ),
    ForInStatement: (node, { state, next }) => (
      node.left.type !== 'VariableDeclaration' && note(state, 'assign', node.left),
      next()
    ),
    UnaryExpression: (node, { state, next }) => (
      node.operator === 'delete' &&
        note(
          state,
          'delete',
          node.argument.type === 'ChainExpression' ? node.argument.expression : node.argument,
        ),
      next()
    ),
  })
  return state.changes
}

/** The `z` of `z.a[0]?.b`; nothing where it is no name. */
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

type FunctionNode = Extract<AnyNode, { params: unknown }>

/**
 * The analysis knows the scopes of functions and blocks. Those that it does not know are put into functions of their own:
 * a static block, the name of a class expression, and a body whose parameters do not see what it declares.
 */
function spellOutScopes(tree: SyntaxTree): SyntaxTree {
  const ofFunction = (node: FunctionNode, { next }: { next: () => unknown }): AnyNode => {
    const inner = (next() ?? node) as FunctionNode
    const isPlain = inner.params.every((it) => it.type === 'Identifier')
    return isPlain || inner.body.type !== 'BlockStatement'
      ? inner
      : ({ ...inner, body: blockOf(inner, toFunction(inner, inner.body)) } as never)
  }
  return walk(tree as AnyNode, null, {
    FunctionDeclaration: ofFunction as never,
    FunctionExpression: ofFunction as never,
    ArrowFunctionExpression: ofFunction as never,
    StaticBlock: (node, { next }) => {
      const inner = (next() ?? node) as typeof node
      return toFunction(inner, { ...inner, type: 'BlockStatement' })
    },
    ClassExpression: (node, { next }) => {
      const inner = (next() ?? node) as typeof node
      return inner.id ? toFunction(inner, blockOf(inner, { ...inner, id: null }), inner.id) : inner
    },
  }) as SyntaxTree
}

function toFunction({ start, end }: Node, body: object, id: object | null = null): AnyNode {
  return {
    type: 'FunctionExpression',
    start,
    end,
    id,
    params: [],
    body,
    generator: false,
    async: false,
    expression: false,
  } as never
}

function blockOf({ start, end }: Node, expression: object): AnyNode {
  return {
    type: 'BlockStatement',
    start,
    end,
    body: [{ type: 'ExpressionStatement', start, end, expression }],
  } as never
}
