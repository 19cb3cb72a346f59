import type { Node } from 'acorn'

/**
 * TypeScript without its types, every remaining character where it stood: each type is overwritten with blanks.
 * Errors at run time then carry the line and column of the source with no source map.
 */

/** A syntax node as the TypeScript parser gives it; which fields there are depends on `type`. */
interface SyntaxNode extends Node {
  [field: string]: unknown
}

/** Thrown for TypeScript that is more than types and so cannot be blanked. */
export class NotErasable extends Error {
  readonly position: number
  constructor(message: string, position: number) {
    super(message)
    this.position = position
  }
}

type Rule = (node: SyntaxNode, text: Blanks) => void

class Blanks {
  readonly source: string
  readonly chars: string[]

  constructor(source: string) {
    this.source = source
    this.chars = [...Array(source.length).keys()].map((i) => source[i])
  }

  /** Overwrites [start, end), keeping line breaks. */
  blank(start: number, end: number): void {
    for (let i = start; i < end; i++) if (!/[\r\n\u2028\u2029]/.test(this.chars[i])) this.chars[i] = ' '
  }

  /** Overwrites a whole statement with an empty one, so that the lines around it cannot join. */
  blankStatement(node: Node): void {
    this.blank(node.start, node.end)
    this.chars[node.start] = ';'
  }

  /** Overwrites the first `mark` in [start, end). */
  blankMark(mark: string, start: number, end: number): void {
    const at = this.source.indexOf(mark, start)
    if (at >= 0 && at < end) this.blank(at, at + mark.length)
  }

  /** Overwrites each of the `words` in [start, end). */
  blankWords(words: RegExp, start: number, end: number): void {
    for (const match of this.source.slice(start, end).matchAll(words)) this.blank(start + match.index, start + match.index + match[0].length)
  }
}

const blankWhole: Rule = (node, text) => text.blank(node.start, node.end)
const blankStatement: Rule = (node, text) => text.blankStatement(node)

const refuse = (what: string, cure: string): Rule => (node) => {
  throw new NotErasable(`${what} cannot run in a cell; ${cure}`, node.start)
}

const blankAfterExpression: Rule = (node, text) => text.blank((node['expression'] as Node).end, node.end)

const rules: Record<string, Rule> = {
  TSTypeAnnotation: blankWhole,
  TSTypeParameterDeclaration: blankWhole,
  TSTypeParameterInstantiation: blankWhole,
  TSIndexSignature: blankWhole,
  TSTypeAliasDeclaration: blankStatement,
  TSInterfaceDeclaration: blankStatement,
  TSDeclareFunction: blankStatement,
  TSAsExpression: blankAfterExpression,
  TSSatisfiesExpression: blankAfterExpression,
  TSNonNullExpression: (node, text) => text.blank(node.end - 1, node.end),
  TSTypeAssertion: (node, text) => text.blank(node.start, (node['expression'] as Node).start),
  TSEnumDeclaration: refuse('an enum', 'use a constant object'),
  TSModuleDeclaration: refuse('a namespace', 'use a constant object'),
  TSParameterProperty: refuse('a parameter property', 'declare the field and assign it'),
  TSImportEqualsDeclaration: refuse('an import', 'the library’s names are in scope already'),
  Decorator: refuse('a decorator', 'call the function yourself'),
  VariableDeclaration: (node, text) => node['declare'] && text.blankStatement(node),
  VariableDeclarator: (node, text) => node['definite'] && text.blankMark('!', (node['id'] as Node).start, (node['id'] as Node).end),
  Identifier: (node, text) => node['optional'] && text.blankMark('?', node.start, node.end),
  ObjectPattern: (node, text) => node['optional'] && text.blankMark('?', lastChildEnd(node), node.end),
  ArrayPattern: (node, text) => node['optional'] && text.blankMark('?', lastChildEnd(node), node.end),
  FunctionDeclaration: blankThisParameter,
  FunctionExpression: blankThisParameter,
  ClassDeclaration: blankClassHead,
  ClassExpression: blankClassHead,
  MethodDefinition: blankMemberMarks,
  PropertyDefinition: blankMemberMarks,
}

/** The node types under which nothing is left to run. */
const typeOnly = new Set(['TSTypeAnnotation', 'TSTypeParameterDeclaration', 'TSTypeParameterInstantiation', 'TSIndexSignature',
  'TSTypeAliasDeclaration', 'TSInterfaceDeclaration', 'TSDeclareFunction'])

/** `source`, whose syntax tree is `tree`, as JavaScript of the same length. Throws `NotErasable`. */
export function blankTypes(source: string, tree: Node): string {
  const text = new Blanks(source)
  visit(tree as SyntaxNode, text)
  return text.chars.join('')
}

function visit(node: SyntaxNode, text: Blanks): void {
  if (rules[node.type]?.(node, text) === undefined && !typeOnly.has(node.type)) for (const child of childrenOf(node)) visit(child, text)
}

function childrenOf(node: SyntaxNode): SyntaxNode[] {
  return Object.entries(node).flatMap(([field, value]) => (field === 'loc' ? [] : Array.isArray(value) ? value : [value])).filter(isNode)
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && typeof (value as SyntaxNode).type === 'string'
}

function lastChildEnd(node: SyntaxNode): number {
  const inner = childrenOf(node).filter((child) => child.type !== 'TSTypeAnnotation')
  return Math.max(node.start, ...inner.map((child) => child.end))
}

function blankThisParameter(node: SyntaxNode, text: Blanks): void {
  const [first, second] = node['params'] as SyntaxNode[]
  if (first?.['name'] !== 'this') return
  text.blank(first.start, first.end)
  text.blankMark(',', first.end, second?.start ?? (node['body'] as Node).start)
}

function blankClassHead(node: SyntaxNode, text: Blanks): void {
  if (node['declare']) return text.blankStatement(node)
  if (node['abstract']) text.blankWords(/\babstract\b/g, node.start, node.start + 'abstract'.length)
  const listed = (node['implements'] as Node[] | undefined) ?? []
  if (listed.length === 0) return
  const keyword = text.source.lastIndexOf('implements', listed[0].start)
  text.blank(keyword, listed[listed.length - 1].end)
}

function blankMemberMarks(node: SyntaxNode, text: Blanks): void {
  const value = node['value'] as SyntaxNode | null
  if (node['declare'] || node['abstract'] || value?.type === 'TSDeclareMethod') return text.blank(node.start, node.end)
  const key = node['key'] as Node
  text.blankWords(/\b(public|private|protected|readonly|override)\b/g, node.start, key.start)
  const afterKey = node['computed'] ? text.source.indexOf(']', key.end) + 1 : key.end
  if (node['optional']) text.blankMark('?', afterKey, node.end)
  if (node['definite']) text.blankMark('!', afterKey, node.end)
}
