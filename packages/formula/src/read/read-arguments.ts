import { argumentAfter } from './argument-after.ts'
import { refuse } from '../tex/error.ts'
import type { Expression } from '../model/expression.ts'
import { matchFences } from '../tex/fences.ts'
import type { Declaration, Definition, Parameter } from '../model/model.ts'
import { readIndices, splitAt } from './read-index.ts'
import { readPower } from './read-power.ts'
import { refuseAt, type Cursor, type Scope } from './scope.ts'
import { sameShape, shapeOf, showShape } from '../model/shape.ts'
import { cover, type Span } from '../tex/span.ts'
import { isMark, type Fence, type Script, type Token } from '../tex/token.ts'

/** Where a name stands, and its scripts. */
type Head = { readonly name: string; readonly script: Script | undefined; readonly span: Span }

type Declared = Extract<Declaration, { kind: 'function' }>

/** `f(x)`, `f(x)_i`, `f_i(x)`, `f(x)^2`: a function of the model at its arguments. */
export function readArguments(
  declared: Declared,
  { name, script, span }: Head,
  cursor: Cursor,
  scope: Scope,
): Expression {
  const {
    definition,
    shape: { sizes },
  } = declared
  if (script?.sup) {
    refuseAt(
      scope,
      script.span,
      'two readings',
      'a script on a function may be a power, a repetition or an inverse',
      'put the power behind the arguments',
    )
  }
  const token = cursor.next
  const outer = token?.type === 'script' ? token : undefined
  const fence = outer ? outer.base[0] : token
  if (fence?.type !== 'fence' || fence.open !== '(') {
    return refuse(span, 'missing argument', name, `${name} is a function`, `write ${name}(…)`)
  }
  cursor.take()
  const sub = script?.sub ?? outer?.sub
  if (script?.sub && outer?.sub) {
    refuseAt(
      scope,
      cover(span, fence.span),
      'too many indices',
      'indices stand on the name and on the brackets',
      'keep one',
    )
  }
  const indices = sub ? readIndices(sub, scope, sizes, span) : []
  const whole = cover(span, outer?.span ?? fence.span)
  const args = readArgs(definition, fence, scope)
  const after = argumentAfter(cursor, undefined, scope)
  if (after) {
    refuseAt(
      scope,
      cover(span, after.span),
      'two readings',
      'what stands in the second brackets may be an argument or a factor',
      'write \\cdot before the brackets for a product',
    )
  }
  const call: Expression = {
    kind: 'apply',
    name,
    args,
    indices,
    shape: shapeOf(sizes.slice(indices.length)),
    span: whole,
  }
  return outer?.sup ? readPower(call, { ...outer, span: whole }, scope, { label: true }) : call
}

function readArgs(definition: Definition, fence: Fence, scope: Scope): Expression[] {
  const lists = splitAt(matchFences(fence.body), (token) => isMark(token, 'comma'))
  if (lists.length !== definition.params.length) {
    refuseAt(
      scope,
      fence.span,
      'wrong arguments',
      `${definition.name} takes ${definition.params.length}`,
      `write ${definition.name}(${definition.params.map(({ name }) => name).join(', ')})`,
    )
  }
  return lists.map((tokens, position) => readArg(tokens, definition.params[position], fence, scope))
}

function readArg(
  tokens: readonly Token[],
  param: Parameter,
  fence: Fence,
  scope: Scope,
): Expression {
  const arg = scope.grammar.expression(tokens, scope, fence.span)
  if (!sameShape(arg.shape, param.shape)) {
    refuseAt(
      scope,
      arg.span,
      'wrong arguments',
      `this is ${showShape(arg.shape)}, and ${param.name} is ${showShape(param.shape)}`,
      'give it the shape of the definition',
    )
  }
  return arg
}
