import { constant, named, plus, type Affine } from '../model/affine.ts'
import { refuse } from '../tex/error.ts'
import { checkBound, countsTo, lookUp, refuseAt, sourceOf, type Scope } from './scope.ts'
import type { Span } from '../tex/span.ts'
import { isMark, type Mark, type Token } from '../tex/token.ts'

/** An index: whole numbers, indices and sizes, added and subtracted. */
export function readIndex(tokens: readonly Token[], scope: Scope, span: Span): Affine {
  let total = constant(0)
  let sign = 1
  let wants = true
  for (const token of tokens) {
    if (isMark(token, 'operator', '+') || isMark(token, 'operator', '-')) {
      if (wants && token !== tokens[0]) refuseIndex(token.span, scope)
      if (token === tokens[0] && token.text === '-') {
        refuse(
          token.span,
          'two readings',
          sourceOf(scope, stretch(tokens)),
          'a minus before an index may mean all the others',
          'write C-i, or a sum over j \\ne i',
        )
      }
      sign = token.text === '-' ? -1 : 1
      wants = true
    } else {
      if (!wants) refuseIndex(token.span, scope)
      total = plus(total, readAtom(token, scope), sign)
      wants = false
    }
  }
  if (wants) refuseIndex(span, scope)
  return total
}

const stretch = (tokens: readonly Token[]): Span => ({
  start: tokens[0].span.start,
  end: tokens.at(-1)!.span.end,
})

function readAtom(token: Token, scope: Scope): Affine {
  if (isMark(token, 'number') && /^(0|[1-9]\d*)$/.test(token.text))
    return constant(Number(token.text))
  if (!isMark(token, 'name')) return refuseIndex(token.span, scope)
  const declaration = lookUp(scope, token.text)
  if (declaration?.kind === 'size') return named(token.text)
  if (declaration?.kind !== 'index') return refuseNotIndex(token, scope)
  checkBound(scope, token.text, token.span)
  return named(token.text)
}

function refuseIndex(span: Span, scope: Scope): never {
  refuse(
    span,
    'invalid index',
    sourceOf(scope, span) || 'nothing',
    'an index is made of whole numbers, indices and sizes, with + and -',
    'write as in i, i-1, or i,j with a comma',
  )
}

function refuseNotIndex(token: Mark, scope: Scope): never {
  const indices = [...scope.model.declarations]
    .filter(([, { kind }]) => kind === 'index')
    .map(([name]) => name)
  refuse(
    token.span,
    'unknown index',
    token.text,
    `the declared indices are ${indices.join(', ') || 'none'}`,
    'write one of them, or declare it in the model',
  )
}

/** The indices below a name of so many sizes: `i`, `i,j`, or `ij` where two fit. */
export function readIndices(
  tokens: readonly Token[],
  scope: Scope,
  sizes: readonly string[],
  span: Span,
): Affine[] {
  const parts = splitIndices(tokens, sizes.length, scope)
  if (parts.length > sizes.length) {
    refuseAt(
      scope,
      span,
      'too many indices',
      `there ${sizes.length === 1 ? 'is 1 size' : `are ${sizes.length} sizes`} to count along`,
      'leave the others out',
    )
  }
  checkRow(parts, sizes, scope)
  return parts.map((part, position) => {
    const first = part[0]?.span ?? span
    const index = readIndex(part, scope, first)
    checkSize(index, sizes[position], scope, first)
    return index
  })
}

/** `A_{12}` of a matrix: its twelfth row, or the entry in row 1 and column 2. */
function checkRow(parts: readonly Token[][], sizes: readonly string[], scope: Scope): void {
  const [[mark, other], second] = parts
  const isNumber = isMark(mark, 'number') && other === undefined && second === undefined
  if (sizes.length < 2 || !isNumber || mark.text.length < 2) return
  refuseAt(
    scope,
    mark.span,
    'two readings',
    `this may be row ${mark.text}, or row ${mark.text[0]} and column ${mark.text.slice(1)}`,
    'separate two indices with a comma, or use an index for a row',
  )
}

function splitIndices(tokens: readonly Token[], rank: number, scope: Scope): Token[][] {
  const byComma = splitAt(tokens, (token) => isMark(token, 'comma'))
  const bare =
    byComma.length === 1 &&
    tokens.length > 1 &&
    tokens.every((token) => isMark(token, 'name') || isMark(token, 'number'))
  if (!bare) return byComma
  if (tokens.length === rank && tokens.every((token) => isMark(token, 'name')))
    return tokens.map((token) => [token])
  const span = { start: tokens[0].span.start, end: tokens.at(-1)!.span.end }
  return refuseAt(
    scope,
    span,
    'two readings',
    'side by side these may be several indices or a product',
    'separate indices with a comma',
  )
}

export function splitAt(tokens: readonly Token[], parts: (token: Token) => boolean): Token[][] {
  const lists: Token[][] = [[]]
  for (const token of tokens) {
    if (parts(token)) lists.push([])
    else lists.at(-1)!.push(token)
  }
  return lists
}

/** An index may only count along its own size: `i` of C never picks from a vector of D. */
function checkSize(index: Affine, size: string | undefined, scope: Scope, span: Span): void {
  for (const name of Object.keys(index.names)) {
    const own = countsTo(scope, name)
    if (own !== size && own !== '') {
      refuseAt(
        scope,
        span,
        'wrong index',
        `${name} counts up to ${own}, and here is counted up to ${size}`,
        `use an index of ${size}`,
      )
    }
  }
}
