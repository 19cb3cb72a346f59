import { refuse } from '../tex/error.ts'
import type { Expression } from '../model/expression.ts'
import { matchFences } from '../tex/fences.ts'
import { checkNumber, divide, multiply } from './multiply.ts'
import { readBraced } from './read-brace.ts'
import { readCases } from './read-cases.ts'
import { readConditionList } from './read-conditions.ts'
import { checkFraction, isDerivative, readDerivative, readGradient } from './read-derivative.ts'
import { readBinomial, readFactorial } from './read-factorial.ts'
import { readFold } from './read-fold.ts'
import { readFunction } from './read-function.ts'
import { readIndices, splitAt } from './read-index.ts'
import { readName } from './read-name.ts'
import { isNorm, readNorm } from './read-norm.ts'
import { readPower } from './read-power.ts'
import { refuseAt, sourceOf, type Cursor, type Factor, type Scope } from './scope.ts'
import { isScalar, SCALAR, shapeOf } from '../model/shape.ts'
import { isMark, type Fence, type Script, type Token } from '../tex/token.ts'

/** The next factor: a number, a name, a function at work, a sum with its body, something in brackets. */
export function readFactor(cursor: Cursor, scope: Scope): Factor {
  const before = cursor.last
  return readFactorial(readPlain(cursor, scope), cursor, before, scope)
}

function readPlain(cursor: Cursor, scope: Scope): Factor {
  const token = cursor.next!
  const script = token.type === 'script' ? token : undefined
  const base = script ? baseOf(script, scope) : token
  switch (base.type) {
    case 'number':
      return { expression: readNumber(cursor.take(), base.text, scope) }
    case 'name':
      return base.text === '\\nabla' ? readGradient(cursor, scope) : readName(cursor, scope)
    case 'function':
      return readFunction(cursor, scope)
    case 'fold':
      return readFold(cursor, scope)
    case 'fence':
      return { expression: readScriptedFence(cursor.take(), base, scope) }
    case 'fraction':
      return readFraction(cursor, scope)
    case 'binomial':
      return { expression: readScriptedBinomial(cursor.take(), base, scope) }
    case 'root':
      return { expression: readRoot(cursor.take(), scope) }
    case 'brace':
      return { expression: readScriptedBrace(cursor.take(), base, scope) }
    case 'table':
      return { expression: readCases(cursor.take(), scope) }
    default:
      return refuseToken(base, scope)
  }
}

/** What carries the scripts; braces that nobody sees do not make one thing of several. */
function baseOf(script: Script, scope: Scope): Token {
  const [base, ...others] = script.base
  if (base === undefined) {
    refuseAt(
      scope,
      script.span,
      'missing base',
      'the script stands on nothing',
      'write what it belongs to',
    )
  }
  if (others.length > 0 || base.type === 'script') {
    refuseAt(
      scope,
      script.span,
      'two readings',
      'the braces cannot be seen, so the script seems to belong to the last sign only',
      'put round brackets there',
    )
  }
  if (base.type === 'fraction' || base.type === 'root') {
    refuseAt(
      scope,
      script.span,
      'two readings',
      'the power may be meant for the whole or for a part',
      'put round brackets there',
    )
  }
  return base
}

/** A decimal's digits without the zeros around them, and the power of ten that they count. */
function decimalOf(text: string): string | undefined {
  const [, whole, part = '', power = '0'] = /^(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(text) ?? []
  if (whole === undefined) return undefined
  const digits = (whole + part).replace(/^0+/, '')
  const kept = digits.replace(/0+$/, '')
  return kept && `${kept}e${Number(power) - part.length + digits.length - kept.length}`
}

function readNumber(token: Token, text: string, scope: Scope): Expression {
  if (!/^\d+(\.\d+)?$/.test(text)) {
    refuse(
      token.span,
      'invalid number',
      text,
      'digits, with at most one point inside',
      'write as in 0.5',
    )
  }
  const value = Number(text)
  if (decimalOf(text) !== decimalOf(String(value))) {
    refuse(
      token.span,
      'invalid number',
      text.length > 40 ? `${text.slice(0, 40)}…` : text,
      'it has more digits than are kept, so another number would be read',
      'write at most 15 digits, or a power of ten',
    )
  }
  const number: Expression = {
    kind: 'number',
    value,
    shape: SCALAR,
    span: token.span,
  }
  if (token.type !== 'script') return number
  if (token.sub)
    refuseAt(scope, token.span, 'two readings', 'a number with an index', 'leave the index out')
  return readPower(number, token, scope, { label: false })
}

function readScriptedBrace(
  token: Token,
  brace: Extract<Token, { type: 'brace' }>,
  scope: Scope,
): Expression {
  if (token.type === 'script')
    refuseAt(
      scope,
      token.span,
      'two readings',
      'the script may belong to a part of what the brace holds',
      'put round brackets there',
    )
  return readBraced(brace, scope)
}

function readScriptedBinomial(
  token: Token,
  binomial: Extract<Token, { type: 'binomial' }>,
  scope: Scope,
): Expression {
  const value = readBinomial(binomial, scope)
  if (token.type !== 'script') return value
  if (token.sub)
    refuseAt(scope, token.span, 'two readings', 'a binomial with an index', 'leave the index out')
  return readPower(value, token, scope, { label: false })
}

function readScriptedFence(token: Token, fence: Fence, scope: Scope): Expression {
  if (isNorm(fence)) return readNorm(token.type === 'script' ? token : fence, fence, scope)
  const inner = readFence(fence, scope)
  if (token.type !== 'script') return inner
  const picked = token.sub ? pick(inner, token.sub, scope) : inner
  return token.sup ? readPower(picked, token, scope, { label: false }) : picked
}

function pick(of: Expression, sub: readonly Token[], scope: Scope): Expression {
  if (isScalar(of.shape)) {
    refuseAt(
      scope,
      of.span,
      'too many indices',
      'what stands in the brackets is a number',
      'leave the index out',
    )
  }
  const indices = readIndices(sub, scope, of.shape.sizes, of.span)
  return {
    kind: 'pick',
    of,
    indices,
    shape: shapeOf(of.shape.sizes.slice(indices.length)),
    span: of.span,
  }
}

/** Brackets: round and square ones group, bars take the absolute value, a condition gives 1 or 0. */
export function readFence(fence: Fence, scope: Scope): Expression {
  const kind = `${fence.open}${fence.close}`
  if (kind === '[]' && fence.body.some((token) => isMark(token, 'relation'))) {
    return {
      kind: 'indicator',
      when: readConditionList(fence.body, scope, fence.span),
      shape: SCALAR,
      span: fence.span,
    }
  }
  const inner = (): Expression => ({
    ...scope.grammar.expression(fence.body, scope, fence.span),
    span: fence.span,
  })
  if (kind === '[]') checkSquare(fence, scope)
  if (kind === '()' || kind === '[]') return inner()
  if (kind === '\\lvert\\rvert' || kind === '||' || kind === '\\vert\\vert') {
    return {
      kind: 'call',
      fn: 'abs',
      args: [checkNumber(inner(), 'what stands between bars', scope)],
      shape: SCALAR,
      span: fence.span,
    }
  }
  const rounding = ROUNDINGS[kind]
  if (rounding !== undefined) {
    const arg = checkNumber(inner(), 'what is rounded', scope)
    return { kind: 'call', fn: rounding, args: [arg], shape: SCALAR, span: fence.span }
  }
  if (kind === '\\langle\\rangle') return readInner(fence, scope)
  return refuseAt(
    scope,
    fence.span,
    'unknown brackets',
    `${fence.open} … ${fence.close} has no single reading`,
    'use ( ), or \\lvert \\rvert for an absolute value',
  )
}

/** `[n/2]` is rounded down in many books. */
function checkSquare({ body, span }: Fence, scope: Scope): void {
  const isSum = body
    .slice(1)
    .some((token) => isMark(token, 'operator') && /^[+-]$/.test(token.text))
  const isPlain = !body.some((token) => token.type === 'fence' || token.type === 'open')
  if (isSum || !isPlain || !isScalar(scope.grammar.expression(body, scope, span).shape)) return
  refuseAt(
    scope,
    span,
    'two readings',
    'square brackets round one term may round it down',
    'use round brackets, or \\lfloor … \\rfloor',
  )
}

const ROUNDINGS: Readonly<Record<string, string>> = {
  '\\lfloor\\rfloor': 'floor',
  '\\lceil\\rceil': 'ceil',
}

/** `⟨a, b⟩`. */
function readInner(fence: Fence, scope: Scope): Expression {
  const sides = splitAt(matchFences(fence.body), (token) => isMark(token, 'comma'))
  if (sides.length !== 2) {
    refuseAt(
      scope,
      fence.span,
      'unknown brackets',
      'an inner product has two sides',
      'write \\langle a, b \\rangle',
    )
  }
  const [left, right] = sides.map((side) => scope.grammar.expression(side, scope, fence.span)) as [
    Expression,
    Expression,
  ]
  const row: Expression = {
    kind: 'transpose',
    of: left,
    shape: { sizes: left.shape.sizes, row: true },
    span: left.span,
  }
  if (left.shape.sizes.length !== 1 || left.shape.row) {
    refuseAt(
      scope,
      left.span,
      'shapes differ',
      'an inner product takes two vectors',
      'write vectors',
    )
  }
  return { ...multiply(row, right, scope), span: fence.span }
}

function readFraction(cursor: Cursor, scope: Scope): Factor {
  const token = cursor.next
  if (token?.type !== 'fraction') throw new Error('a fraction was expected')
  if (isDerivative(token)) return readDerivative(cursor, scope)
  checkFraction(token)
  cursor.take()
  const top = scope.grammar.expression(token.top, scope, token.span)
  const bottom = scope.grammar.expression(token.bottom, scope, token.span)
  return { expression: { ...divide(top, bottom, scope), span: token.span } }
}

function readRoot(token: Token, scope: Scope): Expression {
  if (token.type !== 'root') throw new Error('a root was expected')
  if (token.degree) {
    refuseAt(
      scope,
      token.span,
      'unknown root',
      'only square roots are read',
      'write a power in brackets',
    )
  }
  const arg = checkNumber(
    scope.grammar.expression(token.body, scope, token.span),
    'what stands under a root',
    scope,
  )
  return { kind: 'call', fn: 'sqrt', args: [arg], shape: SCALAR, span: token.span }
}

const SEEN: Readonly<Record<string, [what: string, reason: string, cure: string]>> = {
  text: [
    'text in a formula',
    'words inside an expression would be dropped',
    'put them at the end of the line',
  ],
  relation: [
    'unexpected relation',
    'an expression was expected',
    'write one relation a line, or put it in square brackets',
  ],
  comma: ['unexpected comma', 'a list has no reading here', 'write one expression'],
  newline: [
    'unexpected line break',
    'an expression goes on in the next line',
    'use an aligned environment',
  ],
  gap: ['unexpected gap', 'a wide gap parts a formula from what is beside it', 'leave the gap out'],
  dots: ['unclear dots', 'dots stand between two terms', 'write it with \\sum'],
  other: [
    'unknown notation',
    'it has no reading here',
    'write it in other words, tie the line to a twin, or mark it unchecked',
  ],
}

function refuseToken(token: Token, scope: Scope): never {
  const [what, reason, cure] = SEEN[token.type] ?? [
    'unexpected sign',
    'it has no reading here',
    'write it in other words',
  ]
  refuse(
    token.span,
    what,
    token.type === 'other' ? token.name : sourceOf(scope, token.span),
    reason,
    cure,
  )
}
