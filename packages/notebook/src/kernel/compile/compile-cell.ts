import type { AnyNode, ModuleDeclaration, Statement } from 'acorn'
import { walk } from 'zimmerframe'
import { CellError } from '../errors.ts'
import { allowedGlobals } from '../globals.ts'
import type { CellSource, CompiledCell, Shows } from '../program.ts'
import { placeInScript } from '../place.ts'
import { cellScopeNames } from '../scope.ts'
import { findNames, type Change } from './find-names.ts'
import { patternNames } from './pattern-targets.ts'
import { parseCell, type ParsedCell } from './parse-cell.ts'

/**
 * Compiles a cell: finds the names that it uses and defines, and turns it into a function body that
 * any kernel can run.
 * @throws CellError for what does not parse, for imports and exports, and for assignments to
 * another cell's name.
 */
export function compileCell(cell: CellSource): CompiledCell {
  try {
    return compile(cell)
  } catch (error) {
    // Parsers and walkers recurse for each level of nesting; acorn reports it with a message of its
    // own.
    if (!(error instanceof RangeError) && !/not enough stack space/.test((error as Error).message))
      throw error
    throw new CellError(cell.name, { kind: 'nestedDeeply' }, {}, error)
  }
}

function compile(cell: CellSource): CompiledCell {
  if (cell.kind === 'value' && cell.source.trim() === '')
    throw new CellError(cell.name, { kind: 'emptyExpression', mark: '{ts}' })
  const parsed = parseCell(cell.name, cell.source, cell.kind)
  checkStatements(cell, parsed)
  const { declared, foreign, changed, positions } = findNames(parsed.tree)
  checkChanges(cell, parsed, changed)
  const outputs = cell.kind === 'value' ? [] : declared
  const inputs = foreign.filter(
    (name) => !allowedGlobals.has(name) || cellScopeNames.includes(name),
  )
  const shows = findShows(parsed.tree.body)
  return {
    name: cell.name,
    kind: cell.kind,
    layout: cell.layout ?? 'column',
    ...(cell.play && { play: cell.play }),
    inputs,
    outputs,
    shows,
    async: awaits(parsed),
    ...toBody(parsed, shows, outputs),
    places: Object.fromEntries(
      [...inputs, ...outputs].flatMap((name) => {
        const position = positions.get(name)
        return position === undefined ? [] : [[name, parsed.placeOf(position)]]
      }),
    ),
  }
}

function checkStatements(cell: CellSource, { tree }: ParsedCell): void {
  if (
    cell.kind === 'value' &&
    (tree.body.length !== 1 || tree.body[0].type !== 'ExpressionStatement')
  ) {
    throw new CellError(cell.name, { kind: 'notOneExpression' })
  }
}

/** Only the cell that defines a name may change it: otherwise the order of cells would matter. */
function checkChanges(cell: CellSource, { placeOf }: ParsedCell, [first]: Change[]): void {
  if (!first) return
  const { by, name, position } = first
  const kind = by === 'assign' ? 'cannotAssign' : 'cannotDelete'
  throw new CellError(cell.name, { kind, name }, placeOf(position))
}

function findShows(body: readonly (Statement | ModuleDeclaration)[]): Shows {
  const last = body.findLast((node) => node.type !== 'EmptyStatement')
  if (last?.type === 'ExpressionStatement') return { kind: 'value' }
  if (last?.type === 'VariableDeclaration')
    return {
      kind: 'names',
      names: last.declarations.flatMap((it) => patternNames(it.id)),
    }
  if (last?.type === 'FunctionDeclaration' || last?.type === 'ClassDeclaration')
    return { kind: 'names', names: [last.id.name] }
  return { kind: 'nothing' }
}

/** Whether there is an `await` outside of every function. */
function awaits({ tree }: ParsedCell): boolean {
  const stop = (): void => {}
  const state = { found: false }
  walk(tree as AnyNode, state, {
    FunctionDeclaration: stop,
    FunctionExpression: stop,
    ArrowFunctionExpression: stop,
    AwaitExpression: (_, { state }) => void (state.found = true),
    ForOfStatement: (node, { state, next }) => void ((state.found ||= node.await), next()),
    VariableDeclaration: (node, { state, next }) =>
      void ((state.found ||= node.kind === 'await using'), next()),
  })
  return state.found
}

/** The body returns the value that is shown, then the values of the names that the cell defines. */
function toBody(
  { javascript, tree }: ParsedCell,
  shows: Shows,
  outputs: string[],
): Pick<CompiledCell, 'body' | 'inserted'> {
  const defined = `{ ${outputs.join(', ')} }`
  const last = tree.body.findLast((node) => node.type !== 'EmptyStatement')
  if (shows.kind !== 'value' || last?.type !== 'ExpressionStatement')
    return { body: `${javascript}\nreturn [undefined, ${defined}]` }
  const shownName = findFreeName(javascript)
  // A function or class takes the name of the constant that it is assigned to, unless it stands behind a comma.
  const opening = `const ${shownName} = (0, `
  const { start, end } = last.expression
  const from = startOfParentheses(javascript, last.start, start)
  const to = javascript.slice(end, last.end).replace(/;\s*$/, '').length + end
  const body = `${javascript.slice(0, from)}${opening}${javascript.slice(from, to)}\n);${javascript.slice(to)}\nreturn [${shownName}, ${defined}]`
  return { body, inserted: { ...placeInScript(javascript, from), length: opening.length } }
}

function findFreeName(javascript: string): string {
  let name = '__shown'
  while (javascript.includes(name)) name += '_'
  return name
}

// Parentheses around a statement's expression belong to the statement, not to the expression's
// node.
function startOfParentheses(source: string, statement: number, expression: number): number {
  return source.slice(statement, expression).trim() === '' ? expression : statement
}
