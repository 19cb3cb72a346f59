import { checkNegation, isWords } from './check-note.ts'
import { refuse } from '../tex/error.ts'
import { namesIn, type Condition, type Expression } from '../model/expression.ts'
import { matchFences } from '../tex/fences.ts'
import { RELATIONS } from './read-conditions.ts'
import { splitAt } from './read-index.ts'
import { refuseAt, type Scope } from './scope.ts'
import { sameShape } from '../model/shape.ts'
import { isMark, type Mark, type Token } from '../tex/token.ts'
import { settleAlike } from './unknown-size.ts'

type Brace = Extract<Token, { type: 'brace' }>

/** `\underbrace{a c}_{b}` and `\boxed{a c}` as a factor: what stands inside is one product. */
export function readBraced(token: Brace, scope: Scope): Expression {
  const body = matchFences(token.body)
  const sign = body.slice(1).find((it) => isMark(it, 'operator') && /^[+-]$/.test(it.text))
  if (sign) {
    refuseAt(
      scope,
      token.span,
      'two readings',
      'a sum stands at the brace, and a brace does not say that it is one factor',
      'put round brackets inside it',
    )
  }
  return readAlone(token, scope)
}

/** A brace round a whole term. */
export function readAlone(token: Brace, scope: Scope): Expression {
  const of = { ...scope.grammar.expression(token.body, scope, token.span), span: token.span }
  if (token.label) readLabel(token.label, of, scope)
  return of
}

/** Words at a brace are a note; a formula says what the part is, and is checked. */
function readLabel(label: readonly Token[], of: Expression, scope: Scope): void {
  const [first] = label
  if (first === undefined) return
  const words = label.filter((token) => token.type === 'text')
  if (words.length > 0) return checkWords(label, words)
  const condition = toCondition(matchFences(label), of, scope)
  const bound = [...namesIn(condition.left), ...namesIn(condition.right)].find(
    (name) => scope.indices.has(name) && scope.asides?.indices.has(name) !== true,
  )
  if (scope.asides === undefined || bound !== undefined) {
    refuseAt(
      scope,
      first.span,
      'formula in a remark',
      scope.asides
        ? `${bound} counts inside a sum, and the line is checked outside it`
        : 'labels are checked in lines of derivations only',
      'write words there, or a line of its own',
    )
  }
  scope.asides.found.push(condition)
}

function checkWords(
  label: readonly Token[],
  words: readonly Extract<Token, { type: 'text' }>[],
): void {
  const [word] = words
  for (const it of words) checkNegation(it, label.length > words.length)
  if (label.length > words.length || !words.every(({ text }) => isWords(text))) {
    refuse(
      word.span,
      'formula in a remark',
      word.text,
      'what stands at a brace is words, or a formula and nothing else',
      'say it in words, or write what the part is equal to',
    )
  }
}

/** `= 1`, `\le 1`, `b`: what is said of the part. */
function toCondition(label: readonly Token[], of: Expression, scope: Scope): Condition {
  const [first] = label
  const sign = isMark(first, 'relation') ? first : undefined
  const rest = sign ? label.slice(1) : label
  const [side, other] = splitAt(rest, (token) => isMark(token, 'relation'))
  const known = RELATIONS.find((it) => it === (sign?.text ?? '='))
  if (known === undefined || other !== undefined || side === undefined || isLabel(rest)) {
    return refuseAt(
      scope,
      first.span,
      'formula in a remark',
      'it is not clear what it says of the part',
      'write words there, or what the part is equal to',
    )
  }
  const [left, right] = settleAlike(of, scope.grammar.expression(side, scope, first.span))
  if (!sameShape(left.shape, right.shape))
    refuseAt(
      scope,
      right.span,
      'shapes differ',
      'it is not of the shape of what stands at the brace',
      'give both the same indices',
    )
  return { relation: known, left, right }
}

/** `(1)`, which numbers the part. */
const isLabel = (tokens: readonly Token[]): boolean =>
  tokens.length === 1 &&
  tokens[0].type === 'fence' &&
  tokens[0].body.every((it): it is Mark => isMark(it, 'number'))
