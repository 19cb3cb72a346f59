import ts from 'typescript'

/**
 * The names that code declares for all of its cell, whether or not all of it can be parsed: the code
 * is being written.
 */
export function findGiven(source: string): string[] {
  const file = ts.createSourceFile('cell.ts', source, ts.ScriptTarget.ES2025)
  const found = new Set<string>()
  const addPattern = (name: ts.BindingName): void => {
    if (ts.isIdentifier(name)) found.add(name.text)
    else
      for (const element of name.elements)
        if (ts.isBindingElement(element)) addPattern(element.name)
  }
  const visit = (node: ts.Node, isTop: boolean): void => {
    if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) {
      if (isTop && node.name) found.add(node.name.text)
    } else if (ts.isVariableDeclarationList(node)) {
      // A `var` belongs to the whole cell, in whatever block it stands.
      if (isTop || (node.flags & ts.NodeFlags.BlockScoped) === 0)
        for (const { name } of node.declarations) addPattern(name)
    } else if (!ts.isFunctionLike(node))
      ts.forEachChild(node, (it) => visit(it, isTop && ts.isVariableStatement(node)))
  }
  for (const statement of file.statements) visit(statement, true)
  return [...found].filter((name) => name !== '')
}
