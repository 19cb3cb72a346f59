import { relative, resolve } from 'node:path'
import ts from 'typescript'
import type { Made } from '../hosts/cache/recall-made.ts'
import { placeAt } from '../text/place.ts'
import type { Entry, Example, Parameter, Typed } from './entry.ts'
import { openModules } from './open-modules.ts'
import { printSignature, printType } from './print-signature.ts'

/**
 * Everything that a module exports, read from docstrings and types by TypeScript's own compiler.
 * @param entry the module's path, from the working directory
 * @returns the exports, with the files that were read
 */
export function readReference(entry: string): Made<Entry[]> {
  const path = resolve(entry)
  const program = openModules([path])
  const checker = program.getTypeChecker()
  const module = checker.getSymbolAtLocation(program.getSourceFile(path) as ts.SourceFile)
  if (!module) throw new Error(`not a module: ${entry}; it exports nothing`)
  const value = checker
    .getExportsOfModule(module)
    .map((symbol) => toEntry(resolveAlias(symbol, checker), checker))
  return { value, files: program.getSourceFiles().map(({ fileName }) => fileName) }
}

function resolveAlias(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
}

function toEntry(symbol: ts.Symbol, checker: ts.TypeChecker): Entry {
  const [declaration] = symbol.declarations ?? []
  if (ts.isFunctionDeclaration(declaration)) return toFunction(symbol, declaration, checker)
  const type = ts.isInterfaceDeclaration(declaration) || ts.isTypeAliasDeclaration(declaration)
  const signature = type
    ? withoutExport(declaration)
    : `${symbol.name}: ${printType((declaration as ts.VariableDeclaration).type)}`
  return {
    ...toDocumented(symbol, declaration),
    kind: type ? 'type' : 'constant',
    signature,
    parameters: [],
    errors: [],
  }
}

/** The declaration of a type, without `export`. */
function withoutExport(declaration: ts.Node): string {
  return declaration.getText().replace(/^export\s+/, '')
}

function toFunction(
  symbol: ts.Symbol,
  declaration: ts.FunctionDeclaration,
  checker: ts.TypeChecker,
): Entry {
  const returns = tagText(declaration, 'returns')
  return {
    ...toDocumented(symbol, declaration),
    kind: 'function',
    signature: printSignature(declaration),
    formula: tagText(declaration, 'formula'),
    parameters: declaration.parameters.map((parameter) => toParameter(parameter, checker)),
    returns:
      returns === undefined
        ? undefined
        : { type: printType(declaration.type, declaration), text: returns },
    errors: tagsOf(declaration, 'throws').map(toThrown),
    source: tagText(declaration, 'source'),
    accuracy: tagText(declaration, 'accuracy'),
    example: toExample(declaration),
  }
}

function toDocumented(
  symbol: ts.Symbol,
  declaration: ts.Node,
): Pick<Entry, 'name' | 'summary' | 'file' | 'place'> {
  const file = declaration.getSourceFile()
  const [doc] = ts.getJSDocCommentsAndTags(declaration)
  const place = placeAt(file.text, doc?.getStart() ?? declaration.getStart())
  return {
    name: symbol.name,
    summary: oneLine(textOf(doc?.comment)),
    file: relative(process.cwd(), file.fileName).replaceAll('\\', '/'),
    place,
  }
}

function toParameter(parameter: ts.ParameterDeclaration, checker: ts.TypeChecker): Parameter {
  const text = oneLine(
    ts
      .getJSDocParameterTags(parameter)
      .map((tag) => textOf(tag.comment))
      .join(' '),
  )
  const optional = parameter.questionToken !== undefined || parameter.initializer !== undefined
  const name = parameter.name.getText()
  return {
    name,
    optional,
    text,
    type: printType(parameter.type, parameter.parent),
    fields: name === 'options' ? fieldsOf(parameter, checker) : [],
  }
}

function fieldsOf(parameter: ts.ParameterDeclaration, checker: ts.TypeChecker): Parameter[] {
  const type = checker.getNonNullableType(checker.getTypeAtLocation(parameter))
  return checker
    .getPropertiesOfType(type)
    .map((property) => {
      const declaration = property.valueDeclaration as ts.PropertySignature
      const text = oneLine(ts.displayPartsToString(property.getDocumentationComment(checker)))
      return {
        name: property.name,
        optional: declaration.questionToken !== undefined,
        text,
        type: printType(declaration.type, declaration.parent),
        fields: [],
      }
    })
    .filter(({ text }) => text)
}

/** `RangeError when …`: the error, then when. */
function toThrown(tag: ts.JSDocTag): Typed {
  const [, type, text] = /^\{?(\w+)\}?\s*([^]*)$/.exec(thrownText(tag)) ?? [
    undefined,
    'Error',
    thrownText(tag),
  ]
  return { type, text }
}

// TypeScript parses the type of `@throws {RangeError} when …` separately.
function thrownText(tag: ts.JSDocTag): string {
  const type = ts.isJSDocThrowsTag(tag) ? tag.typeExpression?.getText() : undefined
  return oneLine(`${type ?? ''} ${textOf(tag.comment)}`)
}

/** The code of an example, with the result in a comment at its end, if there is one. */
function toExample(declaration: ts.FunctionDeclaration): Example | undefined {
  const [tag] = tagsOf(declaration, 'example')
  if (!tag) return undefined
  const file = declaration.getSourceFile()
  const start = /[\s*]*/y
  start.lastIndex = tag.tagName.end
  start.exec(file.text)
  const [, code, shown] = /^([^]*?)(?:\s+\/\/ ([^\n]*))?$/.exec(
    textOf(tag.comment).trim(),
  ) as RegExpExecArray
  return { code, shown, place: placeAt(file.text, start.lastIndex) }
}

function tagsOf(declaration: ts.Node, name: string): ts.JSDocTag[] {
  return ts.getJSDocTags(declaration).filter((tag) => tag.tagName.text === name)
}

function tagText(declaration: ts.Node, name: string): string | undefined {
  const [tag] = tagsOf(declaration, name)
  return tag && oneLine(textOf(tag.comment))
}

function textOf(comment: string | ts.NodeArray<ts.JSDocComment> | undefined): string {
  return ts.getTextOfJSDocComment(comment) ?? ''
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
