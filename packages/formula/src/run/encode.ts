import type { Affine } from '../model/affine.ts'
import type {
  Code,
  ConditionCode,
  DefinitionCode,
  IndexCode,
  ModelCode,
  RelationCode,
} from './code.ts'
import { namesIn, type Condition, type Expression, type Relation } from '../model/expression.ts'
import type { Definition, Model } from '../model/model.ts'
import type { Contraction } from '../model/shape.ts'

/** An expression in the form that is evaluated. */
export function encode(expression: Expression): Code {
  switch (expression.kind) {
    case 'number':
      return expression.value
    case 'index':
      return expression.name
    case 'quantity':
      return ['q', expression.name, ...expression.indices.map(encodeIndex)]
    case 'apply':
      return [
        'f',
        expression.name,
        expression.args.map(encode),
        ...expression.indices.map(encodeIndex),
      ]
    case 'pick':
      return ['p', encode(expression.of), ...expression.indices.map(encodeIndex)]
    case 'negate':
      return ['-', encode(expression.of)]
    case 'add':
      return ['+', ...expression.terms.map(encode)]
    case 'multiply':
      return ['*', encode(expression.left), encode(expression.right)]
    case 'entrywise':
      return ['h', encode(expression.left), encode(expression.right)]
    case 'contract':
      return [CONTRACTIONS[expression.how], encode(expression.left), encode(expression.right)]
    case 'divide':
      return ['/', encode(expression.top), encode(expression.bottom)]
    case 'power':
      return ['^', encode(expression.base), encode(expression.exponent)]
    case 'call':
      return ['c', expression.fn, ...expression.args.map(encode)]
    case 'fold':
      return encodeFold(expression)
    case 'cases':
      return [
        '?',
        ...expression.cases.map(({ value, when }) => [
          encode(value),
          ...(when ?? []).map(encodeCondition),
        ]),
      ]
    case 'indicator':
      return ['1', ...expression.when.map(encodeCondition)]
    // A vector is a list, lying or upright; only a matrix changes.
    case 'transpose':
      return expression.shape.sizes.length === 2
        ? ['T', encode(expression.of)]
        : encode(expression.of)
    case 'list':
      return ['V', expression.index, expression.size, encode(expression.body)]
    case 'inverse':
      return ['i', encode(expression.of)]
    case 'determinant':
      return ['D', encode(expression.of)]
    case 'derivative':
      return encodeDerivative(expression)
  }
}

type Kind<K extends Expression['kind']> = Extract<Expression, { kind: K }>

function encodeFold({ op, over: { index, from, to, when }, body, shape }: Kind<'fold'>): Code {
  return [
    'S',
    FOLDS[op],
    index,
    encodeIndex(from),
    encodeIndex(to),
    when.map(encodeCondition),
    encode(body),
    ...shape.sizes,
  ]
}

function encodeDerivative({ of, by, layout, shape }: Kind<'derivative'>): Code {
  const slopes: Code = ['d', encode(of), by.name, ...by.indices.map(encodeIndex)]
  // Evaluated, the components that are moved count first: the denominator's layout.
  const turned = layout === 'numerator' && shape.sizes.length === 2 && of.shape.sizes.length === 1
  return turned ? ['T', slopes] : slopes
}

const CONTRACTIONS = { dot: '.', outer: 'o', matrix: 'm' } as const satisfies Record<
  Contraction,
  string
>
const FOLDS = { sum: '+', product: '*', max: 'max', min: 'min' } as const

export const RELATIONS: Readonly<Record<string, RelationCode>> = {
  '=': '=',
  '\\ne': '!',
  '\\le': '<=',
  '\\ge': '>=',
  '<': '<',
  '>': '>',
  '\\approx': '~',
} satisfies Record<Relation | '\\approx', RelationCode>

export const encodeCondition = ({ relation, left, right }: Condition): ConditionCode => [
  RELATIONS[relation],
  encode(left),
  encode(right),
]

function encodeIndex({ constant, names }: Affine): IndexCode {
  const [first, ...others] = Object.entries(names)
  if (first === undefined) return constant
  if (constant === 0 && others.length === 0 && first[1] === 1) return first[0]
  return [constant, ...first, ...others.flat()]
}

/** The part of a model that `expressions` need, in the form that is evaluated. */
export function encodeModel(model: Model, expressions: readonly Expression[]): ModelCode {
  const needed = new Set<string>()
  for (const name of expressions.flatMap((expression) => [...namesIn(expression)])) {
    needed.add(name)
    for (const other of model.uses.get(name) ?? []) needed.add(other)
  }
  const free: Record<string, readonly string[]> = {}
  const shapes: Record<string, readonly string[]> = {}
  const definitions: Record<string, DefinitionCode> = {}
  for (const name of needed) {
    const declaration = model.declarations.get(name)
    if (declaration?.kind === 'free') free[name] = declaration.shape.sizes
    if (declaration?.kind === 'defined' || declaration?.kind === 'function') {
      definitions[name] = encodeDefinition(declaration.definition)
      shapes[name] = declaration.shape.sizes
    }
  }
  return { free, shapes, definitions }
}

const encodeDefinition = ({ params, indices, body }: Definition): DefinitionCode => [
  params.map(({ name }) => name),
  indices,
  encode(body),
]
