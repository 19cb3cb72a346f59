import ts from 'typescript'
import { findNear } from '../kernel/nearest.ts'
import { plainly, type Mistake } from '../strings/mistakes.ts'
import type { SnippetModule } from './to-module.ts'

/** A column that the data of a mark does not have. Offsets count from the snippet's first character. */
export interface UnknownColumn {
  from: number
  told: Mistake
}

/** Options of a mark that name a column of its data, where they are texts; others take texts for other things too. */
const channels = /^(?:[xy][12]?|f[xy]|z|text|title)$/

/** Marks, which take data and options. */
const marks =
  /^(?:dot|line|bar|rect|area|rule|tick|text|cell|arrow|link|vector|hexagon|circle|tip|difference|crosshair|waffle|box|linearRegression)[XY]?$/

/**
 * The columns that marks of Plot name and their data lack: nothing is drawn of them, and no error is thrown. Data whose
 * columns are not known are left out.
 */
export function findColumns(
  { snippet, path, start }: SnippetModule,
  program: ts.Program,
): UnknownColumn[] {
  if (!snippet.source.includes('Plot.')) return []
  const found: UnknownColumn[] = []
  const checker = program.getTypeChecker()
  const visit = (node: ts.Node): void => {
    if (isMark(node)) found.push(...checkMark(node, checker, start))
    ts.forEachChild(node, visit)
  }
  visit(program.getSourceFile(path) as ts.SourceFile)
  return found.filter(({ from }) => from >= 0 && from <= snippet.source.length)
}

const isOfPlot = (node: ts.Node): node is ts.CallExpression =>
  ts.isCallExpression(node) &&
  ts.isPropertyAccessExpression(node.expression) &&
  node.expression.expression.getText() === 'Plot'

const isMark = (node: ts.Node): node is ts.CallExpression =>
  isOfPlot(node) && marks.test((node.expression as ts.PropertyAccessExpression).name.text)

function checkMark(
  { arguments: [data, options] }: ts.CallExpression,
  checker: ts.TypeChecker,
  start: number,
): UnknownColumn[] {
  if (data === undefined || options === undefined || ts.isObjectLiteralExpression(data)) return []
  const columns = columnsOf(checker.getTypeAtLocation(data), checker)
  if (!columns) return []
  return namedIn(optionsOf(options), checker)
    .filter(({ name }) => !columns.includes(name))
    .map(({ name, node }) => ({ from: node.getStart() - start, told: tell(name, columns) }))
}

function tell(name: string, columns: readonly string[]): Mistake {
  const near = findNear(name, columns)
  const all = { kind: 'haveNames', have: { kind: 'theDataHas' }, names: plainly(columns) } as const
  const cure: Mistake = near === undefined ? all : { kind: 'didYouMeanOf', near, all }
  return { kind: 'unknownColumn', name, cure }
}

/** The options that a mark is given in the end: a transform passes its last argument on. */
function optionsOf(node: ts.Expression): ts.Expression {
  const last = isOfPlot(node) ? node.arguments.at(-1) : undefined
  return last ? optionsOf(last) : node
}

/** The columns that options name, each with the code that names it. */
function namedIn(
  options: ts.Expression,
  checker: ts.TypeChecker,
): { name: string; node: ts.Node }[] {
  if (!ts.isObjectLiteralExpression(options)) return []
  return options.properties.flatMap((it) => {
    if (ts.isSpreadAssignment(it)) return spreadBy(it, checker)
    const isChannel = ts.isPropertyAssignment(it) && channels.test(it.name.getText())
    return isChannel && ts.isStringLiteralLike(it.initializer)
      ? [{ name: it.initializer.text, node: it.initializer }]
      : []
  })
}

function spreadBy(
  { expression }: ts.SpreadAssignment,
  checker: ts.TypeChecker,
): { name: string; node: ts.Node }[] {
  return checker
    .getPropertiesOfType(checker.getTypeAtLocation(expression))
    .filter((it) => channels.test(it.name))
    .flatMap((it) => {
      const type = checker.getTypeOfSymbolAtLocation(it, expression)
      return type.isStringLiteral() ? [{ name: type.value, node: expression }] : []
    })
}

/** The columns of a list of objects; undefined where the type does not tell all of them. */
function columnsOf(data: ts.Type, checker: ts.TypeChecker): string[] | undefined {
  const item = checker.getIndexTypeOfType(data, ts.IndexKind.Number)
  if (!item) return undefined
  const kinds = item.isUnion() ? item.types : [item]
  const isKnown = (it: ts.Type): boolean =>
    (it.flags & ts.TypeFlags.Object) !== 0 &&
    !checker.isArrayLikeType(it) &&
    checker.getIndexInfosOfType(it).length === 0 &&
    checker.getPropertiesOfType(it).length > 0
  if (!kinds.every(isKnown)) return undefined
  return [...new Set(kinds.flatMap((it) => checker.getPropertiesOfType(it).map((p) => p.name)))]
}
