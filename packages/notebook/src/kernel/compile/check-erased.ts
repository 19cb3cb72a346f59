import type { Node } from 'acorn'
import { NotErasable } from './blank-types.ts'

type SyntaxNode = Node & Record<string, unknown>

/** Nodes around an expression that disappear without types. */
const wrappers = new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSInstantiationExpression',
  'ParenthesizedExpression',
])

/**
 * Checks that JavaScript still means what the TypeScript did: `a + b as any * 2` is `(a + b) * 2`
 * only while the type stands there.
 * @throws NotErasable at the first node where the two trees differ.
 */
export function checkErased(typed: Node, plain: Node): void {
  const [before, after] = [unwrap(typed as SyntaxNode), plain as SyntaxNode]
  if (isErased(before) && after.type === 'EmptyStatement') return
  if (
    before.type !== after.type ||
    before['operator'] !== after['operator'] ||
    before['name'] !== after['name']
  )
    fail(after)
  for (const [field, value] of Object.entries(after)) {
    if (Array.isArray(value)) checkList(before[field], value, after)
    else if (isNode(value)) isNode(before[field]) ? checkErased(before[field], value) : fail(after)
  }
}

function checkList(typed: unknown, plain: unknown[], node: Node): void {
  const before = Array.isArray(typed) ? typed.filter((it) => !isNode(it) || !isErased(it)) : []
  const after = plain.filter((it) => !isNode(it) || it.type !== 'EmptyStatement')
  if (before.length !== after.length) fail(node)
  after.forEach(
    (it, index) => isNode(it) && isNode(before[index]) && checkErased(before[index], it),
  )
}

function unwrap(node: SyntaxNode): SyntaxNode {
  return wrappers.has(node.type) ? unwrap(node['expression'] as SyntaxNode) : node
}

/** Whether nothing is left of a statement, a class member or a parameter. */
function isErased(node: SyntaxNode): boolean {
  if (
    node.type === 'EmptyStatement' ||
    node['declare'] ||
    /^TS(TypeAlias|Interface|DeclareFunction|IndexSignature)/.test(node.type)
  )
    return true
  if (node.type === 'Identifier') return node['name'] === 'this'
  return (
    /^(Method|Property)Definition$/.test(node.type) &&
    (node['abstract'] === true || (node['value'] as Node | null)?.type === 'TSDeclareMethod')
  )
}

function isNode(value: unknown): value is SyntaxNode {
  return (
    typeof value === 'object' && value !== null && typeof (value as SyntaxNode).type === 'string'
  )
}

function fail({ start }: Node): never {
  throw new NotErasable({ kind: 'unclear' }, start)
}
