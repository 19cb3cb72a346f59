import { Parser } from 'acorn'
import ts from 'typescript'

/** The syntax tree of what TypeScript itself makes of `source`, or its first complaint. */
export function oracleOf(source: string): string {
  const { outputText, diagnostics = [] } = ts.transpileModule(source, {
    reportDiagnostics: true,
    compilerOptions: {
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.ESNext,
      useDefineForClassFields: true,
      moduleDetection: ts.ModuleDetectionKind.Legacy,
    },
  })
  const [first] = diagnostics
  return first
    ? `refused: ${ts.flattenDiagnosticMessageText(first.messageText, ' ')}`
    : treeOf(outputText.replace(/^"use strict";\n/, ''))
}

/** JavaScript as its syntax tree, without places and empty statements. */
export function treeOf(javascript: string): string {
  const tree = Parser.parse(javascript, { ecmaVersion: 'latest', sourceType: 'module' })
  return JSON.stringify(tree, (key, value: unknown) => {
    if (key === 'start' || key === 'end' || key === 'raw') return undefined
    if (typeof value === 'bigint') return `${value}n`
    return Array.isArray(value)
      ? value.filter((it: { type?: string } | null) => it?.type !== 'EmptyStatement')
      : value
  })
}

/** The names that TypeScript's binder finds declared nowhere in `source`, sorted. */
export function namesNotFound(source: string): string[] {
  const file = ts.createSourceFile('cell.ts', source, ts.ScriptTarget.ESNext)
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    moduleDetection: ts.ModuleDetectionKind.Force,
    noLib: true,
    types: [],
  }
  const host: ts.CompilerHost = {
    ...ts.createCompilerHost(options),
    getSourceFile: (name) => (name === file.fileName ? file : undefined),
  }
  const names = ts
    .createProgram([file.fileName], options, host)
    .getSemanticDiagnostics(file)
    .filter(({ messageText }) => isNotFound(ts.flattenDiagnosticMessageText(messageText, ' ')))
    .map(({ start, length }) => source.slice(start, start! + length!))
  return [...new Set(names)].sort()
}

function isNotFound(message: string): boolean {
  return /^(Cannot find name|No value exists in scope for the shorthand property)/.test(message)
}
