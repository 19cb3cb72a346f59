import ts from 'typescript'
import { ChapterError } from '../markdown/syntax/chapter-error.ts'
import { textOfDiagnostic, type SnippetDiagnostic } from './find-diagnostics.ts'
import { withoutEchoes } from './find-mistakes.ts'
import { ownFiles, pathOf, placeOf } from './own-files.ts'
import { withTypeCure } from './type-cures.ts'

/**
 * Codes of imports without types, and of names that types of packages declare, such as those of Node: which of these a
 * book has, its own settings for the compiler say, and those are for `tsc`.
 */
const ofSettings: readonly number[] = [2307, 7016, 2580, 2582, 2591, 2593]

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
  return withImports(program, [...paths], own).flatMap((file) =>
    findIn(program, file).map(
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

function findIn(program: ts.Program, file: ts.SourceFile): SnippetDiagnostic[] {
  const found = program
    .getSemanticDiagnostics(file)
    .filter(({ code }) => !ofSettings.includes(code))
    .map((it) => {
      const { start: from = 0, length = 0, code } = it
      return { from, to: from + length, message: textOfDiagnostic(it), code }
    })
  return withoutEchoes(found)
}
