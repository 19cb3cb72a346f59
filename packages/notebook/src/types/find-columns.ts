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

/** What the nodes of a tree have, which is made of the data's paths. */
const ofTree = /^(?:node|parent):/

/** Transforms whose first argument says what is made of the data, and the second which columns it is made of. */
const fromOutputs = /^(?:group[XYZ]?|bin[XY]?|hexbin|map|select)$/

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
    .filter(({ name }) => !columns.includes(name) && !ofTree.test(name))
    .map(({ name, node }) => ({ from: node.getStart() - start, told: tell(name, columns) }))
}

function tell(name: string, columns: readonly string[]): Mistake {
  const near = findNear(name, columns)
  const all = { kind: 'haveNames', have: { kind: 'theDataHas' }, names: plainly(columns) } as const
  const cure: Mistake = near === undefined ? all : { kind: 'didYouMeanOf', near, all }
  return { kind: 'unknownColumn', name, cure }
}

/** The options that a mark is given in the end: a transform passes its last argument on. */
function optionsOf(node: ts.Expression): ts.Expression | undefined {
  if (!isOfPlot(node)) return node
  const { name } = node.expression as ts.PropertyAccessExpression
  const passed = fromOutputs.test(name.text) ? node.arguments[1] : node.arguments.at(-1)
  return passed && optionsOf(passed)
}

/** A column, with the code that names it. */
interface Named {
  name: string
  node: ts.Node
}

/** What one property of options says, or what is spread into them. */
interface Part {
  /** The options that it may set; undefined where these are not known. */
  sets: readonly string[] | undefined
  /** The column that it names for an option. */
  named: ReadonlyMap<string, Named>
}

/** The columns that options name. */
function namedIn(options: ts.Expression | undefined, checker: ts.TypeChecker): Named[] {
  if (!options || !ts.isObjectLiteralExpression(options)) return []
  const parts = options.properties.map((it) =>
    ts.isSpreadAssignment(it) ? spreadBy(it, checker) : toPart(it),
  )
  // These may make other data, with columns of their own.
  if (['transform', 'initializer'].some((it) => parts.some((part) => sets(part, it)))) return []
  return parts.flatMap(({ named }, n) => {
    const isLast = ([option]: [string, Named]): boolean =>
      !parts.slice(n + 1).some((later) => sets(later, option))
    return [...named].filter(isLast).map(([, it]) => it)
  })
}

const sets = (part: Part, option: string): boolean => part.sets?.includes(option) ?? true

function toPart(property: Exclude<ts.ObjectLiteralElementLike, ts.SpreadAssignment>): Part {
  const { name } = property
  if (!ts.isIdentifier(name) && !ts.isStringLiteralLike(name))
    return { sets: undefined, named: new Map() }
  const node = ts.isPropertyAssignment(property) ? property.initializer : undefined
  const isColumn = node && channels.test(name.text) && ts.isStringLiteralLike(node)
  const named: [string, Named][] = isColumn ? [[name.text, { name: node.text, node }]] : []
  return { sets: [name.text], named: new Map(named) }
}

function spreadBy({ expression }: ts.SpreadAssignment, checker: ts.TypeChecker): Part {
  const type = checker.getTypeAtLocation(expression)
  const properties = checker.getPropertiesOfType(type)
  const named = properties.flatMap((it): [string, Named][] => {
    const value = checker.getTypeOfSymbolAtLocation(it, expression)
    const isColumn = channels.test(it.name) && value.isStringLiteral()
    return isColumn ? [[it.name, { name: value.value, node: expression }]] : []
  })
  const isKnown = isClosed(type, checker)
  return { sets: isKnown ? properties.map(({ name }) => name) : undefined, named: new Map(named) }
}

/** Whether a type is one of objects that have certain properties alone. */
const isClosed = (type: ts.Type, checker: ts.TypeChecker): boolean =>
  (type.flags & ts.TypeFlags.Object) !== 0 && checker.getIndexInfosOfType(type).length === 0

/** The columns of a list of objects; undefined where the type does not tell all of them. */
function columnsOf(data: ts.Type, checker: ts.TypeChecker): string[] | undefined {
  const item = checker.getIndexTypeOfType(data, ts.IndexKind.Number)
  if (!item) return undefined
  const kinds = item.isUnion() ? item.types : [item]
  const isKnown = (it: ts.Type): boolean =>
    isClosed(it, checker) &&
    !checker.isArrayLikeType(it) &&
    !isFeature(it, checker) &&
    checker.getPropertiesOfType(it).length > 0
  if (!kinds.every(isKnown)) return undefined
  return [...new Set(kinds.flatMap((it) => checker.getPropertiesOfType(it).map((p) => p.name)))]
}

/** Whether something may be a feature of a map, whose columns Plot looks for in its properties too. */
const isFeature = (type: ts.Type, checker: ts.TypeChecker): boolean =>
  ['type', 'properties'].every((it) => checker.getPropertyOfType(type, it) !== undefined)
