import { argumentAfter, isIndicator } from './argument-after.ts'
import { refuse } from '../tex/error.ts'
import type { Expression } from '../model/expression.ts'
import { spellings } from '../tex/marked-name.ts'
import { mentioned } from './mentioned.ts'
import { checkNumber } from './multiply.ts'
import { NO_INDEX } from './read-arg.ts'
import { readArguments } from './read-arguments.ts'
import { readKronecker } from './read-conditions.ts'
import {
  IDENTITY,
  MATRIX_FUNCTIONS,
  ONES,
  readIdentity,
  readMatrixFunction,
  readOnes,
} from './read-vector.ts'
import { readIndices } from './read-index.ts'
import { readPower } from './read-power.ts'
import {
  checkBound,
  lack,
  lookUp,
  refuseAt,
  sourceOf,
  type Cursor,
  type Factor,
  type Scope,
} from './scope.ts'
import { SCALAR, shapeOf } from '../model/shape.ts'
import { FUNCTIONS } from '../tex/signs.ts'
import type { Declaration } from '../model/model.ts'
import { checkSecond, isChance, readChance, readTable } from './read-chance.ts'
import { cover, type Span } from '../tex/span.ts'
import { isMark, type Script, type Token } from '../tex/token.ts'

/** A declared name with its indices, its power, its arguments. */
export function readName(cursor: Cursor, scope: Scope): Factor {
  checkLetters(cursor.next!, scope)
  const place = nameAt(cursor.take(), scope)
  const { name, script, span } = place
  const declaration = lookUp(scope, name)
  if (declaration === undefined) return { expression: readUndeclared(place, cursor, scope) }
  if (declaration.kind === 'function')
    return { expression: readArguments(declaration, place, cursor, scope) }
  const fence = cursor.next
  if (isTable(declaration) && !script && fence?.type === 'fence' && fence.open === '(') {
    cursor.take()
    const whole = cover(span, fence.span)
    checkSecond(cursor, whole, scope)
    return {
      expression: { ...readTable(name, declaration.shape.sizes, fence, scope), span: whole },
    }
  }
  const expression = readDeclared(declaration, place, scope)
  if (expression.kind !== 'transpose') checkArgument(name, place, cursor, scope)
  return { expression }
}

/** A name with what belongs to it of its scripts. */
type Place = { readonly name: string; readonly script: Script | undefined; readonly span: Span }

/** A table whose entries are shares of 1. */
const isTable = (declaration: NonNullable<ReturnType<typeof lookUp>>): declaration is TableOf =>
  declaration.kind === 'free' &&
  declaration.domain.kind === 'interior' &&
  declaration.shape.sizes.length === 2

type TableOf = Extract<Declaration, { kind: 'free' }>

type Declared = Exclude<NonNullable<ReturnType<typeof lookUp>>, { readonly kind: 'function' }>

function readDeclared(
  declaration: Declared,
  { name, script, span }: Place,
  scope: Scope,
): Expression {
  switch (declaration.kind) {
    case 'index':
    case 'size':
      return readCount({ name, script, span }, declaration.kind, scope)
    case 'constant':
      return readConstant({ name, value: declaration.value }, script, span, scope)
    case 'free':
    case 'defined':
    case 'param':
      return readQuantity({ name, script, span }, declaration.shape.sizes, scope)
  }
}

/** A name, without what a declared mark or label such as in `p^*` has used up of its scripts. */
export function nameAt(token: Token, scope: Scope): Place {
  const all = spellings(token)
  const { name, rest } = all.find((spelling) => lookUp(scope, spelling.name)) ?? all.at(-1)!
  return { name, script: rest, span: token.span }
}

/** `log` typed as letters is not a product of l, o and g; nor is any word before a bracket. */
function checkLetters(token: Token, scope: Scope): void {
  const base = token.type === 'script' ? token.base[0] : token
  if (!isMark(base, 'name') || base.text.length > 1) return
  const [, run = '', bracket] =
    /^([a-zA-Z]+)(\(|\\left\()?/.exec(scope.tex.slice(base.span.start)) ?? []
  const word =
    [...FUNCTIONS.keys(), 'sum', 'argmax'].find((known) => run.startsWith(known)) ??
    (bracket && run.length > 2 ? run : undefined)
  if (word === undefined) return
  const { start } = base.span
  refuse(
    { start, end: start + word.length },
    'letters',
    word,
    'set as letters this is a product of single names',
    FUNCTIONS.has(word) ? `write \\${word}` : `write \\operatorname{${word}}`,
  )
}

function readUndeclared(place: Place, cursor: Cursor, scope: Scope): Expression {
  const { name, script, span } = place
  if (name === 'e' || name === '\\mathrm{e}') {
    if (!script) checkArgument(name, { name, script, span }, cursor, scope)
    return readEuler(script, span, scope)
  }
  if (name === '\\delta' && script?.sub)
    return power(readKronecker(script.sub, scope, span), script, scope)
  if (ONES.test(name)) return raise(readOnes, place, cursor, scope)
  if (IDENTITY.test(name)) return raise(readIdentity, place, cursor, scope)
  if (isChance(name)) return readChance(place, cursor, scope)
  if (isMatrixFunction(name)) return readMatrixFunction(place, cursor, scope)
  noteUnknown(name, span, scope)
  // Where it is noted, what stands around it is read as with a number.
  return { kind: 'number', value: 1, shape: SCALAR, span }
}

const isMatrixFunction = (name: string): boolean =>
  /^\\(operatorname|mathrm)\{/.test(name) && MATRIX_FUNCTIONS.has(name.replace(/^\\\w+\{|\}$/g, ''))

/** With a power or a transpose above it. */
const raise = (
  read: typeof readOnes,
  { name, script, span }: Place,
  cursor: Cursor,
  scope: Scope,
): Expression => {
  const base = read({ name, script: script && { ...script, sup: undefined }, span }, cursor, scope)
  return script?.sup ? readPower(base, script, scope, { label: false }) : base
}

/** Signs that are no names, and are often meant as something else. */
const UNKNOWN: Readonly<Record<string, readonly [reason: string, cure: string]>> = {
  '|': ['bars may open, close or separate', 'write \\lvert … \\rvert'],
  '\\|': ['bars may open or close', 'write what the norm is with \\sum'],
  '\\vert': ['bars may open, close or separate', 'write \\lvert … \\rvert'],
  '\\partial': ['it stands alone', 'write \\frac{\\partial …}{\\partial …}'],
  d: [
    'it may be a name or the d of a derivative',
    'write \\partial or \\mathrm{d}, or declare it if it is a name',
  ],
  '\\infty': ['it is a limit, not a number', 'tie the line to a twin, or mark it unchecked'],
}

function noteUnknown(name: string, span: Span, scope: Scope): void {
  const run = /^[a-zA-Z]+/.exec(scope.tex.slice(span.start))?.[0] ?? ''
  const names = new Set([...scope.model.declarations.keys(), ...scope.params.keys()])
  const known = [...names].join(', ')
  const [reason, cure] =
    UNKNOWN[name] ?? (/^\\(operatorname|mathrm)\{arg(max|min)\}$/.test(name) ? NO_INDEX : [])
  if (reason && cure) refuse(span, 'two readings', name, reason, cure)
  const word =
    run.length > 2 && name.length === 1 ? `write \\operatorname{${run}} if it is one word, or ` : ''
  lack(scope, {
    span,
    kind: 'unknown name',
    found: name,
    reason: known ? `the model knows ${known}` : 'the model declares nothing',
    cure: `${word}declare it in the model`,
  })
}

function readEuler(script: Script | undefined, span: Span, scope: Scope): Expression {
  const e: Expression = { kind: 'number', value: Math.E, shape: SCALAR, span }
  if (!script?.sup) return noIndex(e, script, scope)
  noIndex(e, script, scope)
  const exponent = readPower(e, script, scope, { label: false })
  if (exponent.kind !== 'power') return exponent
  return {
    kind: 'call',
    fn: 'exp',
    args: [checkNumber(exponent.exponent, 'an exponent', scope)],
    shape: SCALAR,
    span,
  }
}

/** An index or a size as a number. */
function readCount(
  { name, script, span }: Place,
  kind: 'index' | 'size',
  scope: Scope,
): Expression {
  if (kind === 'index') checkBound(scope, name, span)
  return power(noIndex({ kind: 'index', name, shape: SCALAR, span }, script, scope), script, scope)
}

function readConstant(
  { name: constant, value }: { name: string; value: number },
  script: Script | undefined,
  span: Span,
  scope: Scope,
): Expression {
  const number = noIndex({ kind: 'number', value, constant, shape: SCALAR, span }, script, scope)
  return script?.sup ? readPower(number, script, scope, { label: true }) : number
}

function readQuantity(
  { name, script, span }: Place,
  sizes: readonly string[],
  scope: Scope,
): Expression {
  const indices = script?.sub ? readIndices(script.sub, scope, sizes, span) : []
  if (script?.sup && indices.length === 2 && sizes[0] === sizes[1]) checkInverse(script, scope)
  const quantity: Expression = {
    kind: 'quantity',
    name,
    indices,
    shape: shapeOf(sizes.slice(indices.length)),
    span,
  }
  return script ? readPower(quantity, script, scope, { label: true }) : quantity
}

/** `A^{-1}_{ij}`: of the inverse, or one over the entry. */
function checkInverse({ sup = [], span }: Script, scope: Scope): void {
  const [sign, one] = sup
  if (!isMark(sign, 'operator', '-') || !isMark(one, 'number', '1')) return
  refuseAt(
    scope,
    span,
    'two readings',
    'this may be an entry of the inverse, or one over the entry',
    'write (A^{-1})_{ij}, or a fraction',
  )
}

function noIndex(expression: Expression, script: Script | undefined, scope: Scope): Expression {
  if (script?.sub) {
    refuseAt(
      scope,
      script.span,
      'too many indices',
      'this name has no components',
      'leave the index out',
    )
  }
  return expression
}

const power = (base: Expression, script: Script | undefined, scope: Scope): Expression =>
  script?.sup ? readPower(base, script, scope, { label: false }) : base

/** `L(z)` may be a product or L as a function of z: refused where the brackets look like an argument. */
function checkArgument(name: string, { script, span }: Place, cursor: Cursor, scope: Scope): void {
  const fence = argumentAfter(cursor, name, scope)
  // A component has no square brackets of its own: `y_k [k = i]` is a product.
  if (fence === undefined || (script?.sub && isIndicator(fence))) return
  const inner = mentioned(fence).find((other) => scope.model.uses.get(name)?.has(other))
  const whole = { start: span.start, end: fence.span.end }
  refuse(
    whole,
    'two readings',
    sourceOf(scope, whole),
    inner === undefined
      ? `${name} is not a function, and what stands in the brackets looks like an argument`
      : `${name} is made from ${inner}, so this may be a product or ${name} as a function of it`,
    'write \\cdot before the brackets for a product, or declare a function',
  )
}
