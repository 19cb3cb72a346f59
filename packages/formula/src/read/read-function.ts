import { closeRuns, type Item } from './ellipsis.ts'
import { refuse } from '../tex/error.ts'
import type { Expression } from '../model/expression.ts'
import { matchFences } from '../tex/fences.ts'
import { checkNumber } from './multiply.ts'
import { NO_INDEX } from './read-arg.ts'
import { readChance } from './read-chance.ts'
import { readFold } from './read-fold.ts'
import { splitAt } from './read-index.ts'
import { matrixNumber } from './read-vector.ts'
import { refuseAt, type Cursor, type Factor, type Scope } from './scope.ts'
import { FUNCTIONS } from '../tex/signs.ts'
import { isScalar, SCALAR } from '../model/shape.ts'
import { cover, type Span } from '../tex/span.ts'
import { isMark, type Fence, type Mark, type Script, type Token } from '../tex/token.ts'

/** `\log`, `\exp`, `\max` and their like, with what they are applied to. */
export function readFunction(cursor: Cursor, scope: Scope): Factor {
  const token = cursor.next!
  const script = token.type === 'script' ? token : undefined
  const name = nameOf(script ? (script.base[0] as Mark) : (token as Mark))
  const power = script?.sup ? powerOf(name, script.sup) : undefined
  if (script?.sup && power === undefined) {
    refuseAt(
      scope,
      script.span,
      'two readings',
      'a superscript on a function may be a power, a repetition or an inverse',
      'put the power round brackets: (…)^2',
    )
  }
  const extremum = name === 'max' || name === 'min'
  if (name === 'Pr')
    return {
      expression: readChance({ name: '\\Pr', script, span: token.span }, skip(cursor), scope),
    }
  if (extremum && script?.sub) return readFold(cursor, scope)
  cursor.take()
  if (power && script) {
    const low = script.sub ? { ...script, sup: undefined } : undefined
    return raise(readCall(name, { span: token.span, script: low }, cursor, scope), power)
  }
  if (name === 'det') return readDeterminant(token.span, cursor, scope)
  return extremum
    ? readExtremum(name, token.span, cursor, scope)
    : readCall(name, { span: token.span, script }, cursor, scope)
}

/** `\\sin^2 x` is the square of the sine, and so with the others of which nobody repeats the function. */
function powerOf(name: string, sup: readonly Token[]): Expression | undefined {
  const [mark, other] = sup
  const squared = /^(sin|cos|sinh|cosh|tanh|log|ln)$/.test(name)
  if (!squared || other !== undefined || !isMark(mark, 'number') || !/^[2-9]$/.test(mark.text))
    return undefined
  return { kind: 'number', value: Number(mark.text), shape: SCALAR, span: mark.span }
}

const raise = (factor: Factor, exponent: Expression): Factor => {
  const { expression: base } = factor
  return {
    ...factor,
    expression: { kind: 'power', base, exponent, shape: SCALAR, span: base.span },
  }
}

const skip = (cursor: Cursor): Cursor => {
  cursor.take()
  return cursor
}

function readDeterminant(span: Span, cursor: Cursor, scope: Scope): Factor {
  const operand = readOperand('det', span, cursor, scope)
  const whole = cover(span, operand.expression.span)
  return {
    ...operand,
    expression: { ...matrixNumber('det', operand.expression, scope), span: whole },
  }
}

function nameOf(mark: Mark): string {
  const name = mark.text.slice(1)
  if (name === 'arg') refuse(mark.span, 'two readings', mark.text, ...NO_INDEX)
  if (!/^(det|Pr)$/.test(name) && !FUNCTIONS.has(name)) {
    refuse(
      mark.span,
      'unknown function',
      mark.text,
      `the functions are ${[...FUNCTIONS.keys()].join(', ')}`,
      name === 'lg'
        ? 'write \\log_2 or \\log_{10}'
        : 'define it in the model, tie the line to a twin, or mark it unchecked',
    )
  }
  return name
}

function readCall(
  name: string,
  { span, script }: { span: Span; script: Script | undefined },
  cursor: Cursor,
  scope: Scope,
): Factor {
  const base = script?.sub ? readBase(name, script, scope) : undefined
  const operand = readOperand(name, span, cursor, scope)
  const arg = checkNumber(operand.expression, `the argument of \\${name}`, scope)
  const whole = cover(span, arg.span)
  const call: Expression = {
    kind: 'call',
    fn: name === 'ln' ? 'log' : name,
    args: [arg],
    shape: SCALAR,
    span: whole,
  }
  return {
    ...operand,
    expression: base
      ? { kind: 'divide', top: call, bottom: base, shape: SCALAR, span: whole }
      : call,
  }
}

/** The base of `\log_2` as the logarithm that the natural one is divided by. */
function readBase(name: string, script: Script, scope: Scope): Expression {
  const [base] = script.sub ?? []
  if (name !== 'log' || script.sub?.length !== 1 || !isMark(base, 'number')) {
    return refuseAt(
      scope,
      script.span,
      'unknown index',
      'only \\log has a base below it, and the base is a number',
      'write as in \\log_2',
    )
  }
  const number: Expression = {
    kind: 'number',
    value: Number(base.text),
    shape: SCALAR,
    span: base.span,
  }
  return { kind: 'call', fn: 'log', args: [number], shape: SCALAR, span: base.span }
}

/** What stands in brackets right after the function, or else the one factor that follows. */
function readOperand(name: string, span: Span, cursor: Cursor, scope: Scope): Factor {
  const { next } = cursor
  if (next === undefined || isMark(next, 'operator') || isMark(next, 'dots')) {
    return refuse(
      span,
      'missing argument',
      `\\${name}`,
      next ? 'a sign stands right after it' : 'nothing stands after it',
      'write its argument, in brackets if it has a sign',
    )
  }
  const fence = argumentFence(next)
  if (next.type === 'script' && fence) {
    refuseAt(
      scope,
      cover(span, next.span),
      'two readings',
      `the script may belong to \\${name} or to what stands in the brackets`,
      `write (\\${name} …)^2 or \\${name}((…)^2)`,
    )
  }
  if (fence) {
    cursor.take()
    const second = cursor.next && argumentFence(cursor.next)
    if (second) {
      refuseAt(
        scope,
        cover(span, second.span),
        'two readings',
        `\\${name} may reach over both brackets`,
        'put brackets round what is meant',
      )
    }
    return {
      expression: { ...scope.grammar.expression(fence.body, scope, fence.span), span: fence.span },
    }
  }
  const { expression, loose } = scope.grammar.factor(cursor, scope)
  if (loose) {
    refuseAt(
      scope,
      loose.span,
      'two readings',
      `this may stand inside the sum, or outside \\${name}`,
      'put brackets round what is meant',
    )
  }
  return { expression, tail: `without brackets it is open how far \\${name} reaches` }
}

function argumentFence(token: Token): Fence | undefined {
  const fence = token.type === 'script' ? token.base[0] : token
  return fence?.type === 'fence' && /^(\(|\[|\\\{|\\lbrace)$/.test(fence.open) ? fence : undefined
}

/** `\max(a, b)`, `\max\{a_1, \ldots, a_n\}`, `\max z`. */
function readExtremum(name: 'max' | 'min', span: Span, cursor: Cursor, scope: Scope): Factor {
  const fence = cursor.next && argumentFence(cursor.next)
  const lists = fence ? splitAt(matchFences(fence.body), (token) => isMark(token, 'comma')) : []
  if (fence && cursor.next === fence && lists.length > 1) {
    cursor.take()
    const args = closeRuns(
      lists.map((tokens) => toItem(tokens, fence, scope)),
      name,
      scope,
    )
    for (const arg of args) checkNumber(arg, `what \\${name} compares`, scope)
    return {
      expression: { kind: 'call', fn: name, args, shape: SCALAR, span: cover(span, fence.span) },
    }
  }
  const operand = readOperand(name, span, cursor, scope)
  if (isScalar(operand.expression.shape)) {
    refuseAt(
      scope,
      cover(span, operand.expression.span),
      'two readings',
      `\\${name} of a single number: over what is not said`,
      `write \\${name}_i, or list what is compared`,
    )
  }
  const whole = cover(span, operand.expression.span)
  return {
    ...operand,
    expression: { kind: 'call', fn: name, args: [operand.expression], shape: SCALAR, span: whole },
  }
}

function toItem(tokens: readonly Token[], fence: Fence, scope: Scope): Item {
  const [first] = tokens
  if (isMark(first, 'dots') && tokens.length === 1)
    return { dots: true, minus: false, span: first.span }
  const expression = scope.grammar.expression(tokens, scope, fence.span)
  return { dots: false, minus: false, span: expression.span, expression }
}
