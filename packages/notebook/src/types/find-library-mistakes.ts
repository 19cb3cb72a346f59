import { existsSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { basename, dirname, relative, resolve } from 'node:path'
import ts from 'typescript'
import { findNames } from '../kernel/compile/find-names.ts'
import { findSlips } from '../kernel/compile/find-slips.ts'
import { findUnportable } from '../kernel/compile/find-unportable.ts'
import { parseCell } from '../kernel/compile/parse-cell.ts'
import { CellError } from '../kernel/errors.ts'
import { explainUnknown } from '../kernel/globals.ts'
import { findNear } from '../kernel/nearest.ts'
import { findConflict } from '../markdown/syntax/find-foreign.ts'
import { suggest } from '../markdown/syntax/suggest.ts'
import { ChapterError } from '../markdown/syntax/chapter-error.ts'
import type { Message } from '../strings/message.ts'
import type { Mistake } from '../strings/mistakes.ts'
import { offsetAt } from '../text/place.ts'
import { cellOptions } from './cell-options.ts'
import { ownFiles, pathOf, placeOf } from './own-files.ts'

/**
 * What keeps the book's own files, such as its figures, from being loaded: their syntax, and imports of what
 * is not there, each at its place. Types are for `findModuleMistakes`.
 */
export function findLibraryMistakes(program: ts.Program, root: string): ChapterError[] {
  const checker = program.getTypeChecker()
  const own = ownFiles(program, root)
  const broken = new Set(own.filter((it) => program.getSyntacticDiagnostics(it).length > 0))
  return own.flatMap((file) => {
    const at = (offset: number, mistake: Mistake): ChapterError =>
      new ChapterError(pathOf(file, root), placeOf(file, offset), mistake)
    // What follows the first mistake in syntax is mostly caused by it.
    const [syntax] = program.getSyntacticDiagnostics(file)
    if (syntax) return [explainBroken(file, syntax, at)]
    const bad = file.text.indexOf('\uFFFD')
    return [
      ...(bad < 0 ? [] : [at(bad, { kind: 'notUtf8' })]),
      ...findTwice(file).map(({ start, name }) => at(start, { kind: 'declaredTwice', name })),
      ...file.statements.flatMap((it) =>
        findMissing(it, { checker, broken, own }).map(({ node, told }) =>
          at(node.getStart(file), told),
        ),
      ),
      ...findUnfit(asCell(file), [...importedInto(file), ...askedFor(file)]).map(
        ({ told, ...place }) => new ChapterError(pathOf(file, root), place, told),
      ),
    ]
  })
}

/** The first mistake in a file's syntax, as it is told of a cell where that can be. */
function explainBroken(
  file: ts.SourceFile,
  { start = 0, messageText }: ts.Diagnostic,
  at: (offset: number, mistake: Mistake) => ChapterError,
): ChapterError {
  const conflict = findConflict(file.text)
  if (conflict) return at(conflict.index, { kind: 'gitConflict', mark: conflict[0] })
  const told = explainAsCell(file.text)
  if (told) return at(offsetAt(file.text, told), { kind: 'librarySyntax', message: told.message })
  const said = lower(ts.flattenDiagnosticMessageText(messageText, ' ').replace(/\.$/, ''))
  return at(start, { kind: 'librarySyntax', message: said })
}

/** What the reader of cells says of code that does not parse, with its cure. */
function explainAsCell(
  text: string,
): { message: Message; line: number; column: number } | undefined {
  try {
    parseCell('', text)
    return undefined
  } catch (error) {
    if (!(error instanceof CellError)) return undefined
    const { told, line = 1, column = 1 } = error
    return typeof told !== 'string' && told.kind === 'syntax'
      ? { message: told.message as Message, line, column }
      : undefined
  }
}

/** A file's text with blanks for what a cell does not have: imports, exports of other files, and the word itself. */
function asCell({ text, statements }: ts.SourceFile): string {
  const spans = statements.flatMap((it) => {
    if (ts.isImportDeclaration(it) || ts.isExportDeclaration(it) || ts.isExportAssignment(it))
      return [[it.getStart(), it.end] as const]
    const modifiers = ts.canHaveModifiers(it) ? (ts.getModifiers(it) ?? []) : []
    return modifiers
      .filter(({ kind }) => /^(?:Export|Default)Keyword$/.test(ts.SyntaxKind[kind]))
      .map((word) => [word.getStart(), word.end] as const)
  })
  return spans.reduce(
    (left, [start, end]) =>
      left.slice(0, start) + left.slice(start, end).replace(/[^\n]/g, ' ') + left.slice(end),
    text,
  )
}

/** What a file does that cannot work in both Node and a page, or that a cell is told of, too. */
function findUnfit(
  source: string,
  allowed: readonly string[],
): { told: Mistake; line: number; column: number }[] {
  const cell = { name: '', source, kind: 'cell', place: { line: 1, column: 1 } } as const
  try {
    const { tree, placeOf } = parseCell('', source)
    const { foreign, positions } = findNames(tree)
    const refused = foreign.flatMap((name) => {
      const told = explainUnknown(name, [])
      const unusable = told.kind === 'unusable' && !offPage.has(name) && !allowed.includes(name)
      return unusable ? [{ told, ...placeOf(positions.get(name) ?? 0) }] : []
    })
    const slips = findSlips(cell).filter(({ isWarning }) => !isWarning)
    return [...refused, ...findUnportable(cell), ...slips]
  } catch {
    // What the reader of cells cannot read is for the compiler.
    return []
  }
}

/** The names that a file's imports declare in it. */
function importedInto({ statements }: ts.SourceFile): string[] {
  return statements.filter(ts.isImportDeclaration).flatMap(({ importClause }) => {
    const { name, namedBindings } = importClause ?? {}
    return [name, ...boundBy(namedBindings)].flatMap((it) => it?.text ?? [])
  })
}

function boundBy(bindings: ts.NamedImportBindings | undefined): ts.Identifier[] {
  if (!bindings) return []
  return ts.isNamespaceImport(bindings) ? [bindings.name] : bindings.elements.map((it) => it.name)
}

/** The names that stand under `typeof`: a file that asks whether they are there can do without them. */
function askedFor(file: ts.SourceFile): string[] {
  const names: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isTypeOfExpression(node) && ts.isIdentifier(node.expression))
      names.push(node.expression.text)
    ts.forEachChild(node, visit)
  }
  visit(file)
  return names
}

/** Names that a file may ask for where they are: what it does without them, it says itself. */
const offPage = new Set(['globalThis', 'require', 'module', 'exports', 'arguments'])

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

/** The book's own files, those of them that cannot be read, and what their names mean. */
interface Own {
  checker: ts.TypeChecker
  broken: ReadonlySet<ts.SourceFile>
  own: readonly ts.SourceFile[]
}

interface Missing {
  node: ts.Node
  told: Mistake
}

/** What a statement imports, or exports of another module, that is not there. */
function findMissing(statement: ts.Statement, { checker, broken, own }: Own): Missing[] {
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
  // Packages without types, data, and files that export nothing, are no modules that a compiler knows.
  if (!module && isInstalled(node.text, statement.getSourceFile())) return []
  if (!module && !existsSync(resolve(folder, node.text)))
    return isScript(node.text) ? [{ node, told: explainModule(node.text, folder, own) }] : []
  const names = module ? checker.getExportsOfModule(module).map(({ name }) => name) : []
  const path = resolve(folder, node.text)
  if (node.text.startsWith('.') && !existsSync(path)) {
    if (existsSync(`${path}.ts`))
      return [
        {
          node,
          told: {
            kind: 'missingModule',
            path: node.text,
            cure: { kind: 'carryEnding', path: node.text },
          },
        },
      ]
    if (/\.[cm]?[jt]sx?$/.test(node.text))
      return [{ node, told: explainModule(node.text, folder, own) }]
  }
  if ([...broken].some(({ fileName }) => resolve(fileName) === path)) return []
  // What a file exports that cannot be read, or passes on from one that is not there, nobody knows.
  if (module?.declarations?.some((it) => isUnsure(it.getSourceFile(), broken))) return []
  const byDefault = ts.isImportDeclaration(statement) ? statement.importClause?.name : undefined
  if (module && byDefault && !names.includes('default') && names.includes(byDefault.text))
    return [
      { node: byDefault, told: { kind: 'noDefault', name: byDefault.text, module: node.text } },
    ]
  // A name that the module passes on in vain, and that is spelt alike, is told there.
  const lost = module ? checker.getExportsOfModule(module).filter((it) => isLost(it, checker)) : []
  const passed = lost.map(({ name }) => name)
  return namesIn(statement)
    .filter(({ text }) => !names.includes(text) && findNear(text, passed) === undefined)
    .map((it) => ({
      node: it,
      told: isDefault(module, it.text)
        ? { kind: 'onlyDefault', name: it.text, module: node.text }
        : {
            kind: 'missingExport',
            name: it.text,
            cure: declares(module, it.text)
              ? { kind: 'moduleDeclares', module: node.text }
              : names.length > 0
                ? suggest(it.text, names, { kind: 'moduleExportsNames', module: node.text })
                : { kind: 'moduleExportsNothing', module: node.text },
          },
    }))
}

/** Whether a module passes on a name that is not there. */
const isLost = (symbol: ts.Symbol, checker: ts.TypeChecker): boolean =>
  (symbol.flags & ts.SymbolFlags.Alias) !== 0 &&
  checker.getAliasedSymbol(symbol).declarations === undefined

/** Whether what is imported of a package is there. */
const isInstalled = (path: string, { fileName }: ts.SourceFile): boolean =>
  !path.startsWith('.') &&
  ts.resolveModuleName(path, fileName, cellOptions, ts.sys).resolvedModule !== undefined

const isScript = (path: string): boolean => /^[^.]+$|\/[^/.]+$|\.[cm]?[jt]sx?$/.test(path)

/** Whether a module has something of this name, and keeps it to itself. */
const declares = (module: ts.Symbol | undefined, name: string): boolean =>
  module?.declarations?.some(
    (it) => ts.isSourceFile(it) && it.statements.some((statement) => names(statement, name)),
  ) ?? false

function names(statement: ts.Statement, name: string): boolean {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.some((it) => it.name.getText() === name)
  return (
    (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) &&
    statement.name?.text === name
  )
}

/** Whether a module exports something of this name as its default, and not by its name. */
const isDefault = (module: ts.Symbol | undefined, name: string): boolean =>
  module?.exports
    ?.get(ts.InternalSymbolName.Default)
    ?.declarations?.some((it) => ts.isFunctionDeclaration(it) && it.name?.text === name) ?? false

function isUnsure(file: ts.SourceFile, broken: ReadonlySet<ts.SourceFile>): boolean {
  const folder = dirname(file.fileName)
  return (
    broken.has(file) ||
    file.statements.some(
      (it) =>
        ts.isExportDeclaration(it) &&
        !it.exportClause &&
        it.moduleSpecifier !== undefined &&
        ts.isStringLiteral(it.moduleSpecifier) &&
        it.moduleSpecifier.text.startsWith('.') &&
        !existsSync(resolve(folder, it.moduleSpecifier.text)),
    )
  )
}

function explainModule(path: string, folder: string, own: readonly ts.SourceFile[]): Mistake {
  if (!path.startsWith('.')) return { kind: 'missingPackage', path }
  const files = own.map(({ fileName }) => toImport(relative(folder, fileName)))
  const script = path.replace(/(?:\.[cm]?[jt]sx?)?$/, '.ts')
  // One of another case or ending, one of this name in another folder, or one that is misspelt.
  const near =
    files.find((it) => it.toLowerCase() === script.toLowerCase()) ??
    files.find((it) => basename(it) === basename(script)) ??
    findNear(script, files)
  return near === undefined
    ? { kind: 'missingFile', path }
    : { kind: 'missingFileMeant', path, near }
}

const toImport = (path: string): string => {
  const slashed = path.replaceAll('\\', '/')
  return slashed.startsWith('.') ? slashed : `./${slashed}`
}

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

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
