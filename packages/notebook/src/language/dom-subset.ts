import ts from 'typescript'

/** Interfaces of whole machineries that no cell can reach; only their names are kept. */
const emptied =
  /^(Window|WindowProxy|Navigator|WebGL.*|WEBGL.*|GPU.*|Media(?!List|Query).*|OffscreenCanvas.*|Request|Response|Worker|RTC.*)$/

/**
 * The part of the DOM's declarations that cells can meet, without comments: the values that they have
 * in scope, the types that `mentioned` names, and all that these are made of.
 * @param values the only values that are kept
 */
export function toDomSubset(
  text: string,
  values: ReadonlySet<string>,
  mentioned: ReadonlySet<string>,
): string {
  const file = ts.createSourceFile('lib.dom.d.ts', text, ts.ScriptTarget.ES2025, true)
  const declared = groupByName(file)
  const kept = new Set<ts.Statement>()
  const empty = new Set<string>()
  const queue = [...values, ...mentioned]
  const seen = new Set(queue)
  for (const name of queue)
    for (const statement of declared.get(name) ?? []) {
      if (isValue(statement) && !values.has(name)) continue
      if (emptied.test(name)) {
        if (ts.isInterfaceDeclaration(statement)) empty.add(name)
        continue
      }
      kept.add(statement)
      for (const used of typesIn(statement)) if (!seen.has(used)) (queue.push(used), seen.add(used))
    }
  const printer = ts.createPrinter({ removeComments: true })
  const print = (it: ts.Statement): string =>
    printer.printNode(ts.EmitHint.Unspecified, it, file).replace(/\n {4}/g, '\n')
  return [
    // In the file's own order, so that overloads stay in theirs.
    ...file.statements.filter((it) => kept.has(it)).map(print),
    ...[...empty].map((name) => `interface ${name} {}`),
  ].join('\n')
}

function groupByName(file: ts.SourceFile): Map<string, ts.Statement[]> {
  const groups = new Map<string, ts.Statement[]>()
  for (const statement of file.statements)
    for (const name of namesOf(statement))
      groups.set(name, [...(groups.get(name) ?? []), statement])
  return groups
}

function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) =>
      ts.isIdentifier(name) ? [name.text] : [],
    )
  const { name } = statement as ts.Statement & { name?: ts.Identifier }
  return name ? [name.text] : []
}

const isValue = (it: ts.Statement): boolean =>
  ts.isVariableStatement(it) || ts.isFunctionDeclaration(it) || ts.isModuleDeclaration(it)

/** The names of the types that a declaration refers to. */
function typesIn(statement: ts.Statement): Set<string> {
  const names = new Set<string>()
  const add = (name: ts.EntityName | ts.Expression): void => {
    if (ts.isQualifiedName(name)) add(name.left)
    else if (ts.isIdentifier(name)) names.add(name.text)
  }
  const visit = (node: ts.Node): void => {
    if (ts.isTypeReferenceNode(node)) add(node.typeName)
    else if (ts.isExpressionWithTypeArguments(node)) add(node.expression)
    else if (ts.isTypeQueryNode(node)) add(node.exprName)
    ts.forEachChild(node, visit)
  }
  visit(statement)
  return names
}
