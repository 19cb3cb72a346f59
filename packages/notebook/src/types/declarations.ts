import ts from 'typescript'

/** The top-level functions, classes and types of a cell, which other cells import unchanged. */
export interface Declarations {
  functions: string[]
  classes: string[]
  types: string[]
}

/** Finds the top-level declarations of a cell, without duplicates. */
export function findDeclarations(source: string): Declarations {
  const found: Declarations = { functions: [], classes: [], types: [] }
  for (const statement of ts.createSourceFile('cell.ts', source, ts.ScriptTarget.ES2025)
    .statements) {
    const list = listFor(statement, found)
    const { name } = statement as ts.Statement & { name?: ts.Identifier }
    if (list && name && !list.includes(name.text)) list.push(name.text)
  }
  return found
}

function listFor(
  statement: ts.Statement,
  { functions, classes, types }: Declarations,
): string[] | undefined {
  if (ts.isFunctionDeclaration(statement)) return functions
  if (ts.isClassDeclaration(statement)) return classes
  return ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)
    ? types
    : undefined
}

/**
 * All identifiers in a text, including those in strings and comments: a superset of the names in
 * use.
 */
export function identifiersIn(source: string): Set<string> {
  return new Set(source.match(/[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/gu))
}
