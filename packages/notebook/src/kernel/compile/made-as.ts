import type { AnyNode, Pattern } from 'acorn'
import { walk } from 'zimmerframe'

/** What names of a cell are declared with; a name that means something else in places is left out. */
export type Declared = ReadonlyMap<string, AnyNode>

export function findDeclared(tree: AnyNode): Declared {
  const declared = new Map<string, AnyNode>()
  const seen = new Set<string>()
  const add = (name: string, init?: AnyNode | null): void => {
    if (init && !seen.has(name)) declared.set(name, init)
    else declared.delete(name)
    seen.add(name)
  }
  const addParams = ({ params }: { params: Pattern[] }, { next }: { next: () => void }): void => {
    for (const it of params) if (isName(it)) add(it.name)
    next()
  }
  walk<AnyNode, null>(tree, null, {
    VariableDeclarator({ id, init }, { next }) {
      if (isName(id)) add(id.name, init)
      next()
    },
    FunctionDeclaration: addParams,
    FunctionExpression: addParams,
    ArrowFunctionExpression: addParams,
  })
  return declared
}

export const isName = (node: AnyNode): node is Extract<AnyNode, { type: 'Identifier' }> =>
  node.type === 'Identifier'

/** What a value was made as: that of its declaration, where it is a name with one. */
export function originOf(node: AnyNode, declared: Declared): AnyNode {
  const seen = new Set<AnyNode>()
  let origin = node
  while (isName(origin) && !seen.has(origin)) {
    seen.add(origin)
    origin = declared.get(origin.name) ?? origin
  }
  return origin
}

/** Functions that make a list, by the name before their point. */
const makers: Readonly<Record<string, RegExp>> = {
  Array: /^(?:from|of)$/,
  Object: /^(?:keys|values|entries)$/,
  d3: /^(?:range|ticks|shuffle|pairs)$/,
}

/** Methods that make a list, and that hardly anything but a list or a text has. */
const toLists = /^(?:split|flatMap|toSorted|toReversed|toSpliced|matchAll)$/

/** Methods that make a list of a list, and may make something else of something else. */
const ofLists = /^(?:map|filter|slice|concat|sort|reverse|flat|fill)$/

/** Whether a value is surely a list. */
export function isList(node: AnyNode, declared: Declared): boolean {
  const origin = originOf(node, declared)
  if (origin.type === 'ArrayExpression') return true
  if (origin.type !== 'CallExpression' && origin.type !== 'NewExpression') return false
  const { callee } = origin
  if (isName(callee)) return callee.name === 'Array'
  if (callee.type !== 'MemberExpression' || !isName(callee.property)) return false
  const { name } = callee.property
  const isMade = isName(callee.object) && makers[callee.object.name]?.test(name)
  return isMade || toLists.test(name) || (ofLists.test(name) && isList(callee.object, declared))
}

/** Functions that make an element, by the name before their point. */
const drawers: Readonly<Record<string, RegExp>> = {
  document: /^create/,
  Plot: /^[a-z]/,
  d3: /^(?:create|select|selectAll)$/,
}

/** Whether a value is surely an element, a part of one, or a selection of such. */
export function isElement(node: AnyNode, declared: Declared): boolean {
  const origin = originOf(node, declared)
  if (origin.type === 'TaggedTemplateExpression')
    return isName(origin.tag) && /^(?:html|svg)$/.test(origin.tag.name)
  if (origin.type === 'MemberExpression') return isElement(origin.object, declared)
  if (origin.type !== 'CallExpression' || origin.callee.type !== 'MemberExpression') return false
  const { object, property } = origin.callee
  const isMade =
    isName(object) && isName(property) && drawers[object.name]?.test(property.name) === true
  return isMade || isElement(object, declared)
}

/** Whether a value is surely made by the author's own code, and no element. */
export const isPlain = (node: AnyNode, declared: Declared): boolean =>
  /^(?:Object|Array|New|Class|ArrowFunction)Expression$/.test(originOf(node, declared).type)
