import type { Program as SyntaxTree } from 'acorn'
import { walkScopes, type ChangingUse, type Use } from './walk-scopes.ts'

/** The names of a cell, by what it does with them. */
export interface Names {
  /** Declared at the top. */
  declared: string[]
  /** Used, and declared nowhere in the cell; the one that is used last comes first. */
  foreign: string[]
  /** Foreign names that the cell assigns to, or to a part of which it does. */
  changed: Change[]
}

export type Change = Omit<ChangingUse, 'scope'>

export function findNames(tree: SyntaxTree): Names {
  const { top, uses, changes } = walkScopes(tree)
  const isForeign = ({ name, scope }: Use): boolean => !scope.has(name)
  const foreign = uses.filter(isForeign).map((it) => it.name)
  return {
    declared: [...top.names],
    foreign: [...new Set(foreign.reverse())],
    changed: changes.filter(isForeign),
  }
}
