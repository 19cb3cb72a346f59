import { Parser, type AnyNode, type Program as SyntaxTree } from 'acorn'
import { walk } from 'zimmerframe'
import { walkScopes } from '../../kernel/compile/walk-scopes.ts'
import type { CompiledCell } from '../../kernel/program.ts'

/** What goes on after a cell has returned. */
const late = new Set(['setTimeout', 'setInterval', 'queueMicrotask', 'Promise'])
/** Code without these words needs no closer look. */
const suspect = /\b(?:setTimeout|setInterval|queueMicrotask|Promise|class|name)\b|\\u/

/**
 * Whether a cell's code is of a kind that may run in the page: not what goes on after it has returned, and not
 * what shows names that the minifier may change, those of classes and functions. What strings and comments say
 * does not count. Nor does `{ name }` taken out of a value: that is mostly data.
 */
export function isPlain({ async, play, body, inputs }: CompiledCell): boolean {
  // The page brings no console along for its cells.
  if (async || play !== undefined || inputs.includes('console')) return false
  if (!suspect.test(body)) return true
  const tree = Parser.parse(body, {
    ecmaVersion: 'latest',
    sourceType: 'module',
    allowReturnOutsideFunction: true,
  })
  return !showsNames(tree) && !goesOn(tree)
}

function showsNames(tree: SyntaxTree): boolean {
  const state = { found: false }
  const note = (): void => void (state.found = true)
  walk<AnyNode, typeof state>(tree, state, {
    ClassDeclaration: note,
    ClassExpression: note,
    MemberExpression({ property, computed }, { next }) {
      const key = computed
        ? property.type === 'Literal' && property.value
        : property.type === 'Identifier' && property.name
      if (key === 'name') note()
      next()
    },
  })
  return state.found
}

/** Whether it uses what goes on later, and does not mean something of its own by that word. */
function goesOn(tree: SyntaxTree): boolean {
  return walkScopes(tree).uses.some(({ name, scope }) => late.has(name) && !scope.has(name))
}
