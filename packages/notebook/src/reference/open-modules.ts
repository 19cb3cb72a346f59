import ts from 'typescript'
import { parsedHost } from './parsed-host.ts'

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2024,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowImportingTsExtensions: true,
  noEmit: true,
  lib: ['lib.es5.d.ts'],
  strict: true,
  types: [],
}

/**
 * TypeScript's view of modules and of all that they import, with their docstrings. It knows neither the DOM nor new parts
 * of the language, which take long to read and have nothing to do with what is documented.
 * @param paths absolute
 */
export const openModules = (paths: readonly string[]): ts.Program =>
  ts.createProgram(paths, options, parsedHost(options))
