import type { Expression, MemberExpression, ObjectExpression, Property } from 'estree'
import type { MdxJsxAttribute, MdxJsxExpressionAttribute } from 'mdast-util-mdx-jsx'
import type { Json } from '../../kernel/json.ts'
import type { Place } from '../../kernel/program.ts'
import type { Mistake } from '../../strings/mistakes.ts'
import { ToldError } from './told-error.ts'

/** Thrown for an attribute whose value is not plain data. */
export class NotLiteral extends ToldError {}

/** The attributes of a component as plain data: `name="z" value={[2, 1]} wide`. */
export function toProps(
  attributes: readonly (MdxJsxAttribute | MdxJsxExpressionAttribute)[],
): Record<string, Json> {
  const props: Record<string, Json> = {}
  for (const attribute of attributes) {
    if (attribute.type !== 'mdxJsxAttribute') throw new NotLiteral({ kind: 'spreadIntoComponent' })
    props[attribute.name] = toProp(attribute)
  }
  return props
}

/** One attribute as plain data. Throws NotLiteral. */
export function toProp({ name, value }: MdxJsxAttribute): Json {
  if (value === null || value === undefined) return true
  if (typeof value === 'string') return value
  const statement = value.data?.estree?.body[0]
  if (statement?.type !== 'ExpressionStatement')
    throw new NotLiteral({ kind: 'emptyAttributeOf', name })
  return toLiteral(name, statement.expression)
}

function toLiteral(name: string, node: Expression): Json {
  if (node.type === 'Literal' && !(node.value instanceof RegExp) && typeof node.value !== 'bigint')
    return node.value ?? null
  if (node.type === 'UnaryExpression' && /^[-+]$/.test(node.operator)) {
    const value = toLiteral(name, node.argument)
    if (typeof value === 'number') return node.operator === '-' ? -value : value
  }
  if (node.type === 'TemplateLiteral' && node.expressions.length === 0)
    return node.quasis[0].value.cooked ?? ''
  if (node.type === 'ArrayExpression')
    return node.elements.map((item) => {
      if (item === null) throw new NotLiteral({ kind: 'commaTooMany', name })
      return toLiteral(name, item as Expression)
    })
  if (node.type === 'ObjectExpression')
    return Object.fromEntries(node.properties.map((it) => toEntry(name, it)))
  throw new NotLiteral(explainComputed(name, node))
}

/** What an author writes for a value that is computed. */
function explainComputed(name: string, node: Expression): Mistake {
  const decimal = toDecimal(node)
  if (decimal !== undefined) return { kind: 'decimalComma', name, decimal }
  const value = compute(node)
  return value === undefined || !Number.isFinite(value)
    ? { kind: 'notWrittenOut', name }
    : { kind: 'computedNumber', name, number: String(Number(value.toPrecision(12))) }
}

/** Two whole numbers with a comma between them, as a decimal is written in many languages. */
function toDecimal(node: Expression): string | undefined {
  if (node.type !== 'SequenceExpression' || node.expressions.length !== 2) return undefined
  const [whole, part] = node.expressions.map((it) => {
    const { type, raw, value } = it as { type: string; raw?: string; value?: unknown }
    return type === 'Literal' && typeof value === 'number' ? (raw ?? '') : ''
  })
  return /^\d+$/.test(whole) && /^\d+$/.test(part) ? `${whole}.${part}` : undefined
}

/** The number that an expression of numbers alone comes to. */
function compute(node: Expression): number | undefined {
  if (node.type === 'Literal') return typeof node.value === 'number' ? node.value : undefined
  if (node.type === 'UnaryExpression' && node.operator === '-') {
    const value = compute(node.argument)
    return value === undefined ? undefined : -value
  }
  if (node.type === 'MemberExpression') return constantOf(node)
  if (node.type !== 'BinaryExpression' || !Object.hasOwn(operations, node.operator))
    return undefined
  const [left, right] = [compute(node.left as Expression), compute(node.right)]
  return left === undefined || right === undefined
    ? undefined
    : operations[node.operator](left, right)
}

const operations: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '**': (a, b) => a ** b,
}

/** `Math.PI` and the like. */
function constantOf({ object, property }: MemberExpression): number | undefined {
  if (object.type !== 'Identifier' || object.name !== 'Math' || property.type !== 'Identifier')
    return undefined
  const value: unknown = Reflect.get(Math, property.name)
  return typeof value === 'number' ? value : undefined
}

function toEntry(name: string, property: unknown): [string, Json] {
  const { type, key, value, computed } = property as {
    type: string
    key: { name?: string; value?: string }
    value: Expression
    computed: boolean
  }
  if (type !== 'Property' || computed) throw new NotLiteral({ kind: 'notPlain', name })
  return [keyOf({ key }), toLiteral(name, value)]
}

const keyOf = ({ key }: { key: object }): string => {
  const { name, value } = key as { name?: string; value?: unknown }
  return name ?? String(value)
}

/** The place of a value within an attribute: of `y` in `at={{ y: "target" }}`. */
export function placeInLiteral(
  { value }: MdxJsxAttribute,
  path: readonly string[],
): Place | undefined {
  const statement = typeof value === 'object' ? value?.data?.estree?.body[0] : undefined
  let node = statement?.type === 'ExpressionStatement' ? statement.expression : undefined
  for (const name of path)
    node = node?.type === 'ObjectExpression' ? findProperty(node, name) : undefined
  const start = node?.loc?.start
  // The syntax tree counts columns from 0.
  return start && { line: start.line, column: start.column + 1 }
}

function findProperty({ properties }: ObjectExpression, name: string): Expression | undefined {
  const found = properties.find(
    (it): it is Property => it.type === 'Property' && keyOf(it) === name,
  )
  return found?.value as Expression | undefined
}
