import ts from 'typescript'
import { ChapterError } from '../markdown/syntax/chapter-error.ts'
import { textOfDiagnostic, type SnippetDiagnostic } from './find-diagnostics.ts'
import { isOfCallback, withoutEchoes } from './find-mistakes.ts'
import { ownFiles, pathOf, placeOf } from './own-files.ts'
import { ownGlobals } from './own-globals.ts'
import { withTypeCure } from './type-cures.ts'

/** Codes of imports without types. */
const untyped: readonly number[] = [2307, 7016]

/** Codes of parameters that have no types of their own. */
const implied: readonly number[] = [7006, 7019, 7031]

/** Codes of names, and of namespaces, that nothing declares. */
const undeclared: readonly number[] = [2304, 2503, 2552]

/**
 * Codes of imports without types, and of names that types of packages declare, such as those of Node: which of these a
 * book has, its own settings for the compiler say, and those are for `tsc`.
 */
const ofSettings: readonly number[] = [...untyped, 2580, 2582, 2591, 2593]

/**
 * The type errors in modules of the book, such as figures, and in all of its own files that these import, each at its
 * place there.
 * @param paths the files to begin with; those that are not the book's, or not of the program, are left out
 */
export function findModuleMistakes(
  program: ts.Program,
  paths: Iterable<string>,
  root: string,
): ChapterError[] {
  const own = new Set(ownFiles(program, root))
  const isDeclared = ownGlobals(root)
  return withImports(program, [...paths], own).flatMap((file) =>
    findIn(program, file, isDeclared).map(
      ({ from, message, code }) =>
        new ChapterError(
          pathOf(file, root),
          placeOf(file, from),
          withTypeCure(message, code, { isOfModule: true }),
        ),
    ),
  )
}

function withImports(
  program: ts.Program,
  paths: readonly string[],
  own: ReadonlySet<ts.SourceFile>,
): ts.SourceFile[] {
  const checker = program.getTypeChecker()
  const found = new Set<ts.SourceFile>()
  const add = (file: ts.SourceFile | undefined): void => {
    if (file && own.has(file)) found.add(file)
  }
  for (const path of paths) add(program.getSourceFile(path))
  // Those that are added meanwhile come, too.
  for (const file of found) for (const it of importedBy(file, checker)) add(it)
  return [...found]
}

function importedBy({ statements }: ts.SourceFile, checker: ts.TypeChecker): ts.SourceFile[] {
  return statements.flatMap((it) => {
    const from =
      ts.isImportDeclaration(it) || ts.isExportDeclaration(it) ? it.moduleSpecifier : undefined
    const module = from && checker.getSymbolAtLocation(from)
    return module?.declarations?.map((declared) => declared.getSourceFile()) ?? []
  })
}

function findIn(
  program: ts.Program,
  file: ts.SourceFile,
  isDeclared: (name: string) => boolean,
): SnippetDiagnostic[] {
  const found = program.getSemanticDiagnostics(file).map((it) => {
    const { start: from = 0, length = 0, code } = it
    return { from, to: from + length, message: textOfDiagnostic(it), code }
  })
  // What an import without types calls back has its parameters from it.
  const lacksTypes = found.some(({ code }) => untyped.includes(code))
  const isEcho = ({ code, from }: SnippetDiagnostic): boolean =>
    lacksTypes && implied.includes(code) && isOfCallback(file, from)
  return withoutEchoes(found).filter(
    (it) => !isEcho(it) && !isOfSettings(it, file.text.slice(it.from, it.to), isDeclared),
  )
}

/** Whether something may be right by the book's own settings for the compiler, which are not those of cells. */
function isOfSettings(
  { code, message }: SnippetDiagnostic,
  word: string,
  isDeclared: (name: string) => boolean,
): boolean {
  // Vite says what else `import.meta` has.
  if (/ on type 'ImportMeta'/.test(message)) return true
  return ofSettings.includes(code) || (undeclared.includes(code) && isDeclared(word))
}
