import ts from 'typescript'
import { cellOptions } from '../types/cell-options.ts'

export const declarationOptions: ts.CompilerOptions = {
  ...cellOptions,
  noEmit: false,
  declaration: true,
  emitDeclarationOnly: true,
  // Files of any folder are declared.
  rootDir: '/',
}

/**
 * Finds the declarations of files that are written in TypeScript: of each by itself where all that it exports says its
 * type, else by the type checker, which is loaded with all files at once.
 */
export class DeclarationEmitter {
  readonly #texts: Map<string, string>
  #checked: Map<string, string> | undefined

  /** @param program the files, which may lack the language's own declarations */
  constructor(program: ts.Program) {
    const written = program.getSourceFiles().filter(({ isDeclarationFile }) => !isDeclarationFile)
    this.#texts = new Map(written.map(({ fileName, text }) => [fileName, text]))
  }

  isWritten(file: string): boolean {
    return this.#texts.has(file)
  }

  /** @returns undefined if the file is none of those that are written in TypeScript */
  declarationsOf(file: string): string | undefined {
    const text = this.#texts.get(file)
    if (text === undefined) return undefined
    return declareAlone(file, text) ?? this.#check().get(file)
  }

  #check(): Map<string, string> {
    return (this.#checked ??= emitChecked([...this.#texts.keys()]))
  }
}

/** The declarations of one file, or undefined where a type would have to be worked out. */
export function declareAlone(fileName: string, text: string): string | undefined {
  const { outputText, diagnostics } = ts.transpileDeclaration(text, {
    fileName,
    compilerOptions: declarationOptions,
    reportDiagnostics: true,
  })
  return diagnostics?.length ? undefined : outputText
}

function emitChecked(files: readonly string[]): Map<string, string> {
  const texts = new Map<string, string>()
  ts.createProgram(files, declarationOptions).emit(
    undefined,
    (...[, text, , , sources]) => {
      if (sources?.[0]) texts.set(sources[0].fileName, text)
    },
    undefined,
    true,
  )
  return texts
}
