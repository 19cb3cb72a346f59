import type { ModuleDeclaration, Program as SyntaxTree, Statement } from 'acorn'
import { patternTargets } from './pattern-targets.ts'
import { walkScopes, type ChangingUse, type Use } from './walk-scopes.ts'

/** The names of a cell, by what it does with them. */
export interface Names {
  /** Declared at the top. */
  declared: string[]
  /** Used, and declared nowhere in the cell; the one that is used last comes first. */
  foreign: string[]
  /** Foreign names that the cell assigns to, or to a part of which it does. */
  changed: Change[]
  /** The offset at which each declared name is declared, and each foreign one first used. */
  positions: ReadonlyMap<string, number>
}

export type Change = Omit<ChangingUse, 'scope'>

export function findNames(tree: SyntaxTree): Names {
  const { top, uses, changes } = walkScopes(tree)
  const isForeign = ({ name, scope }: Use): boolean => !scope.has(name)
  const foreign = uses.filter(isForeign).map((it) => it.name)
  const isTop = ({ name, scope }: Use): boolean => top.names.has(name) || !scope.has(name)
  const first = uses.filter(isTop).reverse()
  const positions = new Map([
    ...first.map((it) => [it.name, it.position] as const),
    ...tree.body.flatMap(declaredIn),
  ])
  return {
    positions,
    declared: [...top.names],
    foreign: [...new Set(foreign.reverse())],
    changed: changes.filter(isForeign),
  }
}

/** The names that a statement declares, each with its offset. */
function declaredIn(node: Statement | ModuleDeclaration): (readonly [string, number])[] {
  if (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration')
    return [[node.id.name, node.id.start]]
  if (node.type !== 'VariableDeclaration') return []
  return node.declarations
    .flatMap((it) => patternTargets(it.id))
    .flatMap((it) => (it.type === 'Identifier' ? [[it.name, it.start] as const] : []))
}
