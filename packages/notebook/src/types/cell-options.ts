import ts from 'typescript'

/**
 * The compiler options for authors' code: strict, with two exceptions. An index access has the
 * item's type (`p[0]` is a number, as in the book's own code), and a caught error is `any`: cells
 * are for students, and casts would obscure them.
 */
export const cellOptions: ts.CompilerOptions = {
  strict: true,
  useUnknownInCatchVariables: false,
  // What the sandbox provides: the language, and the DOM types that Plot and D3 refer to.
  target: ts.ScriptTarget.ES2025,
  lib: ['lib.es2025.d.ts', 'lib.dom.d.ts'],
  types: [],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  noEmit: true,
}
