import type { Node } from 'acorn'
import type { PlainKind, Reason } from '../../strings/message.ts'

/**
 * TypeScript without its types, every remaining character where it stood: each type is overwritten
 * with blanks. Errors at run time then carry the line and column of the source with no source map.
 */

/** A syntax node as the TypeScript parser gives it; which fields there are depends on `type`. */
interface SyntaxNode extends Node {
  [field: string]: unknown
}

/**
 * Thrown for syntax that cannot be blanked: TypeScript that is more than types, and imports and
 * exports.
 */
export class NotErasable extends Error {
  readonly told: Reason
  readonly position: number
  constructor(told: Reason, position: number) {
    super(told.kind)
    this.told = told
    this.position = position
  }
}

/**
 * Blanks the types of a node, whose ancestors are `path`. Returns true where no code is left inside
 * it.
 */
type Rule = (node: SyntaxNode, text: Blanks, path: readonly SyntaxNode[]) => true | void

const lineBreak = /[\r\n\u2028\u2029]/
const trivia = /(?:\s|\/\/[^\r\n\u2028\u2029]*|\/\*[^]*?\*\/)*/y
const word = /(?:[\p{ID_Continue}$\u200c\u200d]|\\u\{[\da-f]+\}|\\u[\da-f]{4})+/iuy

class Blanks {
  readonly source: string
  readonly chars: string[]

  constructor(source: string) {
    this.source = source
    this.chars = source.split('')
  }

  /** Overwrites [start, end), keeping line breaks. */
  blank(start: number, end: number): void {
    for (let i = start; i < end; i++) if (!lineBreak.test(this.chars[i])) this.chars[i] = ' '
  }

  /**
   * Overwrites a whole statement or class member with an empty one, so that the lines around it
   * cannot join.
   */
  blankStatement(node: Node): true {
    this.blank(node.start, node.end)
    this.chars[node.start] = ';'
    return true
  }

  /**
   * Overwrites `mark` if it is the next token after `position`, apart from the punctuation in
   * `between`.
   */
  blankMark(mark: string, position: number, between = ''): void {
    let at = this.next(position)
    while (at < this.source.length && between.includes(this.source[at])) at = this.next(at + 1)
    if (this.source.startsWith(mark, at)) this.blank(at, at + mark.length)
  }

  /** Overwrites each of the `words` in [start, end). */
  blankWords(words: RegExp, start: number, end: number): void {
    for (const match of this.source.slice(start, end).matchAll(words))
      this.blank(start + match.index, start + match.index + match[0].length)
  }

  /** Moves a parenthesis to where a type was. */
  move(from: number, to: number): void {
    this.chars[to] = this.chars[from]
    this.chars[from] = ' '
  }

  /** The first offset from `position` on that is neither white space nor in a comment. */
  next(position: number): number {
    return endOf(trivia, this.source, position)
  }

  breaksLine(start: number, end: number): boolean {
    return lineBreak.test(this.source.slice(start, end))
  }

  isBlanked(at: number): boolean {
    return this.chars[at] === ' ' && this.source[at] !== ' '
  }
}

function endOf(pattern: RegExp, source: string, position: number): number {
  pattern.lastIndex = position
  return pattern.test(source) ? pattern.lastIndex : position
}

const blankWhole: Rule = (node, text) => {
  text.blank(node.start, node.end)
  return true
}
const blankStatement: Rule = (node, text) => text.blankStatement(node)
const blankAfterExpression: Rule = (node, text) =>
  text.blank((node['expression'] as Node).end, node.end)

const refuse =
  (kind: PlainKind): Rule =>
  (node) => {
    throw new NotErasable({ kind }, node.start)
  }
const refuseModules = refuse('noImports')

const rules: Record<string, Rule> = {
  TSTypeAnnotation: (node, text, path) => (isDeclared(path) ? blankWhole(node, text, path) : true),
  TSTypeParameterDeclaration: blankWhole,
  TSTypeParameterInstantiation: blankWhole,
  TSIndexSignature: blankStatement,
  TSTypeAliasDeclaration: blankStatement,
  TSInterfaceDeclaration: blankStatement,
  TSDeclareFunction: blankStatement,
  TSAsExpression: blankAfterExpression,
  TSSatisfiesExpression: blankAfterExpression,
  TSNonNullExpression: (node, text) => text.blank(node.end - 1, node.end),
  // Without its type, `<T>{}` would begin a block.
  TSTypeAssertion: refuse('noAngleType'),
  TSEnumDeclaration: unlessDeclared(refuse('noEnum')),
  TSModuleDeclaration: unlessDeclared(refuse('noNamespace')),
  TSParameterProperty: refuse('noParameterProperty'),
  Decorator: refuse('noDecorator'),
  TSImportEqualsDeclaration: refuseModules,
  TSExportAssignment: refuseModules,
  TSNamespaceExportDeclaration: refuseModules,
  ImportDeclaration: refuseModules,
  ImportExpression: refuseModules,
  ExportNamedDeclaration: refuseModules,
  ExportDefaultDeclaration: refuseModules,
  ExportAllDeclaration: refuseModules,
  MetaProperty: (node, text, path) =>
    (node['meta'] as SyntaxNode)['name'] === 'import' ? refuseModules(node, text, path) : undefined,
  VariableDeclaration: unlessDeclared(() => {}),
  VariableDeclarator: (node, text) =>
    node['definite'] ? text.blankMark('!', endOfWord(node['id'] as Node, text)) : undefined,
  Identifier: (node, text, path) =>
    isOptional(node, path) ? text.blankMark('?', endOfWord(node, text)) : undefined,
  ObjectPattern: (node, text, path) =>
    isOptional(node, path) ? text.blankMark('?', lastChildEnd(node), ',}') : undefined,
  ArrayPattern: (node, text, path) =>
    isOptional(node, path) ? text.blankMark('?', lastChildEnd(node), ',]') : undefined,
  FunctionDeclaration: blankThisParameter,
  FunctionExpression: blankThisParameter,
  ClassDeclaration: unlessDeclared(blankClassHead),
  ClassExpression: blankClassHead,
  MethodDefinition: blankMemberMarks,
  PropertyDefinition: blankMemberMarks,
}

/** What is done with a node after all types inside it are blanked. */
const afterwards: Record<string, (node: SyntaxNode, text: Blanks) => void> = {
  ArrowFunctionExpression: moveParentheses,
  ExpressionStatement: endStatement,
  VariableDeclaration: endStatement,
  ReturnStatement: endStatement,
  ThrowStatement: endStatement,
  PropertyDefinition: endStatement,
}

/**
 * `source`, whose syntax tree is `tree`, as JavaScript of the same length. Throws `NotErasable`.
 */
export function blankTypes(source: string, tree: Node): string {
  const text = new Blanks(source)
  visit(tree as SyntaxNode, text, [])
  return text.chars.join('')
}

function visit(node: SyntaxNode, text: Blanks, path: SyntaxNode[]): void {
  if (rules[node.type]?.(node, text, path)) return
  path.push(node)
  for (const child of childrenOf(node)) visit(child, text, path)
  path.pop()
  if (!isLoopHead(node, path.at(-1))) afterwards[node.type]?.(node, text)
}

/** `for (const x of y as T)`: a declaration that no semicolon may end. */
function isLoopHead(node: SyntaxNode, parent: SyntaxNode | undefined): boolean {
  return (
    parent !== undefined &&
    /^For/.test(parent.type) &&
    (parent['init'] === node || parent['left'] === node)
  )
}

function childrenOf(node: SyntaxNode): SyntaxNode[] {
  return Object.entries(node)
    .flatMap(([field, value]) => (field === 'loc' ? [] : Array.isArray(value) ? value : [value]))
    .filter(isNode)
}

function isNode(value: unknown): value is SyntaxNode {
  return (
    typeof value === 'object' && value !== null && typeof (value as SyntaxNode).type === 'string'
  )
}

// The TypeScript parser reads `(a?)` and `f(a: 1)` as parameters before it knows that no arrow
// follows, and accepts them. They are left as they are here, so that the JavaScript parser refuses
// them.
function isOptional(node: SyntaxNode, path: readonly SyntaxNode[]): boolean {
  return node['optional'] === true && isParameter(node, path.at(-1))
}

function isParameter(node: SyntaxNode, parent: SyntaxNode | undefined): boolean {
  return Array.isArray(parent?.['params']) && parent['params'].includes(node)
}

/** Whether the last node of `path` may have a type annotation. */
function isDeclared(path: readonly SyntaxNode[]): boolean {
  const [parent, node] = path.slice(-2)
  if (node?.type === 'TSTypeCastExpression') return false
  if (!node || !/Pattern$|^Identifier$|^RestElement$/.test(node.type)) return true
  return (
    parent['id'] === node ||
    parent['param'] === node ||
    isParameter(node, parent) ||
    /^(AssignmentPattern|RestElement)$/.test(parent.type)
  )
}

function lastChildEnd(node: SyntaxNode): number {
  const inner = childrenOf(node).filter((child) => child.type !== 'TSTypeAnnotation')
  return Math.max(node.start + 1, ...inner.map((child) => child.end))
}

// The node of a name includes its type annotation.
function endOfWord(name: Node, text: Blanks): number {
  return endOf(word, text.source, name.start)
}

function unlessDeclared(rule: Rule): Rule {
  return (node, text, path) =>
    node['declare'] ? text.blankStatement(node) : rule(node, text, path)
}

function blankThisParameter(node: SyntaxNode, text: Blanks): void {
  const [first] = node['params'] as SyntaxNode[]
  if (first?.['name'] !== 'this') return
  text.blank(first.start, first.end)
  text.blankMark(',', first.end)
}

function blankClassHead(node: SyntaxNode, text: Blanks): void {
  if (node['abstract']) text.blankWords(/\babstract\b/g, node.start, node.start + 'abstract'.length)
  const listed = (node['implements'] as Node[] | undefined) ?? []
  if (listed.length > 0) text.blank(startOfImplements(node, text), listed[listed.length - 1].end)
}

/** The offset of `implements`, which follows whatever else is in the head. */
function startOfImplements(node: SyntaxNode, text: Blanks): number {
  const before = [
    node['id'],
    node['typeParameters'],
    node['superClass'],
    node['superTypeParameters'],
    node['superTypeArguments'],
  ].filter(isNode)
  if (before.length > 0) return text.next(Math.max(...before.map((it) => it.end)))
  return text.next(endOf(word, text.source, node.start))
}

function blankMemberMarks(node: SyntaxNode, text: Blanks): true | void {
  const value = node['value'] as SyntaxNode | null
  if (node['declare'] || node['abstract'] || value?.type === 'TSDeclareMethod')
    return text.blankStatement(node)
  const key = node['key'] as Node
  text.blankWords(/\b(public|private|protected|readonly|override)\b/g, node.start, key.start)
  // Without its first word, `private ["x"]` would continue the line before.
  if (text.isBlanked(node.start)) text.chars[node.start] = ';'
  const afterKey = node['computed'] ? text.next(key.end) + 1 : key.end
  if (node['optional']) text.blankMark('?', afterKey)
  if (node['definite']) text.blankMark('!', afterKey)
}

/**
 * No line may end between the parentheses of an arrow function and what precedes or follows them.
 */
function moveParentheses(node: SyntaxNode, text: Blanks): void {
  const [params, types, returned] = [
    node['params'] as Node[],
    node['typeParameters'] as Node | undefined,
    node['returnType'] as Node | undefined,
  ]
  if (!types && !returned) return
  const open = text.next(types?.end ?? (node['async'] ? node.start + 'async'.length : node.start))
  if (types && text.breaksLine(types.start, open)) text.move(open, types.start)
  if (!returned) return
  let close = text.next(params.at(-1)?.end ?? open + 1)
  if (text.source[close] === ',') close = text.next(close + 1)
  if (text.breaksLine(close, returned.end)) text.move(close, returned.end - 1)
}

/**
 * A statement that ended with a type ends with a semicolon, so that the next line cannot continue
 * it.
 */
function endStatement(node: SyntaxNode, text: Blanks): void {
  if (!text.isBlanked(node.end - 1)) return
  let end = node.end
  while (/\s/.test(text.chars[end - 1])) end--
  text.chars[text.chars.indexOf(' ', end)] = ';'
}
