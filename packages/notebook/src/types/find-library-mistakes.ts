import { existsSync, realpathSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import ts from 'typescript'
import { suggest } from '../markdown/syntax/suggest.ts'
import { ChapterError } from '../markdown/syntax/chapter-error.ts'
import type { Mistake } from '../strings/mistakes.ts'

/**
 * What keeps the book's own files, such as its figures, from being loaded: their syntax, and imports of what
 * is not there, each at its place. Types are for `tsc`.
 */
export function findLibraryMistakes(program: ts.Program, root: string): ChapterError[] {
  const folder = packageOf(realpathSync(resolve(root)))
  const checker = program.getTypeChecker()
  const own = program
    .getSourceFiles()
    .filter(({ fileName, isDeclarationFile }) => !isDeclarationFile && isOwn(fileName, folder))
  return own.flatMap((file) => {
    const at = (offset: number, mistake: Mistake): ChapterError =>
      new ChapterError(pathOf(file, root), placeOf(file, offset), mistake)
    // What follows the first mistake in syntax is mostly caused by it.
    const [syntax] = program.getSyntacticDiagnostics(file)
    if (syntax)
      return [
        at(syntax.start ?? 0, {
          kind: 'librarySyntax',
          message: lower(
            ts.flattenDiagnosticMessageText(syntax.messageText, ' ').replace(/\.$/, ''),
          ),
        }),
      ]
    return [
      ...findTwice(file).map(({ start, name }) => at(start, { kind: 'declaredTwice', name })),
      ...file.statements.flatMap((it) =>
        findMissing(it, checker).map(({ node, told }) => at(node.getStart(file), told)),
      ),
    ]
  })
}

/** Names that a file declares or exports once more; the first of two is left out. */
function findTwice(file: ts.SourceFile): { start: number; name: string }[] {
  const { bindDiagnostics = [] } = file as { bindDiagnostics?: readonly ts.Diagnostic[] }
  const found = bindDiagnostics.flatMap(({ code, start, length }) =>
    start !== undefined && [2300, 2323, 2451, 2528].includes(code)
      ? [{ start, name: file.text.slice(start, start + (length ?? 0)) }]
      : [],
  )
  return found.filter(({ name, start }) => found.some((it) => it.name === name && it.start < start))
}

interface Missing {
  node: ts.Node
  told: Mistake
}

/** What a statement imports, or exports of another module, that is not there. */
function findMissing(statement: ts.Statement, checker: ts.TypeChecker): Missing[] {
  if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return []
  const { moduleSpecifier: node } = statement
  if (!node || !ts.isStringLiteral(node)) return []
  if (isBuiltin(node.text))
    return [
      {
        node,
        told: { kind: 'moduleOfNode', module: node.text },
      },
    ]
  const module = checker.getSymbolAtLocation(node)
  const folder = dirname(statement.getSourceFile().fileName)
  // Data, and files that export nothing, are no modules that a compiler knows.
  if (!module && !existsSync(resolve(folder, node.text)))
    return isScript(node.text) ? [{ node, told: explainModule(node.text) }] : []
  const names = module ? checker.getExportsOfModule(module).map(({ name }) => name) : []
  return namesIn(statement)
    .filter(({ text }) => !names.includes(text))
    .map((it) => ({
      node: it,
      told: {
        kind: 'missingExport',
        name: it.text,
        cure:
          names.length > 0
            ? suggest(it.text, names, { kind: 'moduleExportsNames', module: node.text })
            : { kind: 'moduleExportsNothing', module: node.text },
      },
    }))
}

const isScript = (path: string): boolean => /^[^.]+$|\/[^/.]+$|\.[cm]?[jt]sx?$/.test(path)

const explainModule = (path: string): Mistake =>
  path.startsWith('.') ? { kind: 'missingFile', path } : { kind: 'missingPackage', path }

/** The names that a statement takes from its module. */
function namesIn(statement: ts.ImportDeclaration | ts.ExportDeclaration): ts.Identifier[] {
  const named = ts.isImportDeclaration(statement)
    ? statement.importClause?.namedBindings
    : statement.exportClause
  if (!named || (!ts.isNamedImports(named) && !ts.isNamedExports(named))) return []
  return [...named.elements].flatMap(({ propertyName, name }) => {
    const it = propertyName ?? name
    return ts.isIdentifier(it) ? [it] : []
  })
}

function isOwn(file: string, folder: string): boolean {
  return !file.includes('/node_modules/') && packageOf(dirname(file)) === folder
}

function packageOf(folder: string): string {
  const up = dirname(folder)
  return up === folder || existsSync(join(folder, 'package.json')) ? folder : packageOf(up)
}

const pathOf = ({ fileName }: ts.SourceFile, root: string): string =>
  relative(resolve(root), fileName).replaceAll('\\', '/')

function placeOf(file: ts.SourceFile, offset: number): { line: number; column: number } {
  const { line, character } = file.getLineAndCharacterOfPosition(offset)
  return { line: line + 1, column: character + 1 }
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
