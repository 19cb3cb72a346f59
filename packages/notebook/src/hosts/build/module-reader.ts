import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse, type Program } from 'acorn'
import { stripTypes } from './strip-types.ts'

/** What a module exports: names of its own, names of others with their specifiers, and all of some modules. */
export interface Exports {
  own: Set<string>
  passed: Map<string, string>
  stars: string[]
}

/** By their texts, for all pages of a book. */
const parsed = new Map<string, Exports | undefined>()
const variables = new Map<string, boolean>()

/** Reads each module once, however often it is asked for; for one question, since files may change. */
export class ModuleReader {
  readonly #texts = new Map<string, string>()
  readonly #exports = new Map<string, Exports | undefined>()

  textOf(url: string): string {
    const known = this.#texts.get(url)
    if (known !== undefined) return known
    const text = readFileSync(fileURLToPath(url), 'utf8')
    this.#texts.set(url, text)
    return text
  }

  /** Undefined for what is no ES module, such as a module of data or of CommonJS. */
  exportsOf(url: string): Exports | undefined {
    if (!this.#exports.has(url)) this.#exports.set(url, this.#read(url))
    return this.#exports.get(url)
  }

  /** Whether a variable, `let` or `var`, stands at a module's top level; also of one that cannot be read. */
  hasVariables(url: string): boolean {
    const source = this.textOf(url)
    const known = variables.get(source) ?? declaresVariables(source, url)
    variables.set(source, known)
    return known
  }

  #read(url: string): Exports | undefined {
    if (!url.startsWith('file:') || !/\.m?[jt]s$/.test(url)) return undefined
    const source = this.textOf(url)
    if (!parsed.has(source)) parsed.set(source, toExports(source, url))
    return parsed.get(source)
  }
}

function toExports(source: string, url: string): Exports | undefined {
  const program = tryToParse(source, url)
  if (!program) return undefined
  const exports: Exports = { own: new Set(), passed: new Map(), stars: [] }
  const isRead = program.body.every((node) => addExports(node, exports))
  const { own, passed, stars } = exports
  return isRead && own.size + passed.size + stars.length > 0 ? exports : undefined
}

/**
 * A module's syntax; undefined where it cannot be parsed.
 * @param locations whether nodes have their lines
 */
export function tryToParse(source: string, url: string, locations = false): Program | undefined {
  const javascript = url.endsWith('ts') ? stripTypes(source) : source
  if (javascript === undefined) return undefined
  try {
    return parse(javascript, { ecmaVersion: 'latest', sourceType: 'module', locations })
  } catch {
    return undefined
  }
}

function declaresVariables(source: string, url: string): boolean {
  return tryToParse(source, url)?.body.some(declaresVariable) ?? true
}

function declaresVariable(node: Program['body'][number]): boolean {
  const declared = node.type === 'ExportNamedDeclaration' ? node.declaration : node
  return declared?.type === 'VariableDeclaration' && declared.kind !== 'const'
}

/** Adds what a statement exports. False if that cannot be told: names in a pattern. */
function addExports(node: Program['body'][number], { own, passed, stars }: Exports): boolean {
  if (node.type === 'ExportAllDeclaration') {
    const specifier = String(node.source.value)
    if (node.exported) passed.set(nameOf(node.exported), specifier)
    else stars.push(specifier)
  }
  if (node.type !== 'ExportNamedDeclaration') return true
  for (const { exported } of node.specifiers)
    if (node.source) passed.set(nameOf(exported), String(node.source.value))
    else own.add(nameOf(exported))
  return declaredNames(node.declaration).every((name) => {
    if (name !== undefined) own.add(name)
    return name !== undefined
  })
}

type Declared = Extract<Program['body'][number], { type: 'ExportNamedDeclaration' }>['declaration']

function declaredNames(node: Declared): (string | undefined)[] {
  if (!node) return []
  if (node.type !== 'VariableDeclaration') return [node.id.name]
  return node.declarations.map(({ id }) => (id.type === 'Identifier' ? id.name : undefined))
}

function nameOf(node: { type: string; name?: string; value?: unknown }): string {
  return node.type === 'Identifier' ? String(node.name) : String(node.value)
}
