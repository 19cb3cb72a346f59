import ts from 'typescript'

/** What a cell declares at its top level, apart from variables: names that other cells take as they are. */
export interface Declarations {
  functions: string[]
  classes: string[]
  types: string[]
}

/** Finds them, each name once. */
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

/** Every name that stands in a text, wherever: more than are meant, and never fewer. */
export function namesIn(source: string): Set<string> {
  return new Set(source.match(/[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/gu))
}
