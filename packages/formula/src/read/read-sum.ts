import { closeUnordered, type Item } from './ellipsis.ts'
import { refuse } from '../tex/error.ts'
import type { Expression } from '../model/expression.ts'
import { matchFences } from '../tex/fences.ts'
import { readAlone } from './read-brace.ts'
import { refuseAt, type Scope } from './scope.ts'
import { isUnknown, settleAlike } from './unknown-size.ts'
import { sameShape, showShape } from '../model/shape.ts'
import { cover, type Span } from '../tex/span.ts'
import { isMark, type Token } from '../tex/token.ts'

type Term = { readonly minus: boolean; readonly sign: Span | undefined; readonly tokens: Token[] }

/** Terms joined by + and −, with `⋯` between comparable ones. */
export function readSum(tokens: readonly Token[], scope: Scope, span: Span): Expression {
  const matched = matchFences(tokens)
  checkScientific(matched)
  const terms = splitTerms(matched, span)
  const items = terms.map((term) => readTerm(term, scope, span))
  return add(closeUnordered(items, 'sum', scope), scope)
}

/** `1e-3` is set like 1 · e − 3. */
function checkScientific(tokens: readonly Token[]): void {
  tokens.forEach((token, position) => {
    const [letter, sign, digits] = tokens.slice(position + 1)
    if (
      !isMark(token, 'number') ||
      !isMark(letter, 'name') ||
      !/^(e|E|\\math\w+\{[eE]\})$/.test(letter.text)
    )
      return
    if (!isMark(sign, 'operator') || !/^[+-]$/.test(sign.text) || !isMark(digits, 'number')) return
    refuse(
      cover(token.span, digits.span),
      'two readings',
      `${token.text}e${sign.text}${digits.text}`,
      'this may be a power of ten, or e times a number and another term',
      'write 10^{-3}, or e \\cdot 2 - 3',
    )
  })
}

function splitTerms(tokens: readonly Token[], span: Span): Term[] {
  const terms: Term[] = []
  let current: Term = { minus: false, sign: undefined, tokens: [] }
  for (const token of tokens) {
    const sign = isMark(token, 'operator') && /^[+-]$/.test(token.text) ? token : undefined
    // A minus right after `\sum` belongs to what is summed: `\sum_k -a_k`.
    if (!sign || opensBody(current.tokens.at(-1))) current.tokens.push(token)
    else {
      if (current.tokens.length > 0) terms.push(current)
      else if (current.sign)
        refuse(
          token.span,
          'two signs',
          sign.text,
          'a sign stands right after another',
          'put brackets round the second',
        )
      current = { minus: sign.text === '-', sign: sign.span, tokens: [] }
    }
  }
  if (current.tokens.length === 0) {
    refuse(
      current.sign ?? span,
      'missing term',
      current.sign ? 'after the sign' : 'nothing',
      'an expression was expected',
      'write the term',
    )
  }
  return [...terms, current]
}

/** Whether what comes next is the body of a sum, a product, a maximum. */
function opensBody(token: Token | undefined): boolean {
  const base = token?.type === 'script' ? token.base[0] : token
  return (
    isMark(base, 'fold') ||
    (token?.type === 'script' && isMark(base, 'function') && /^\\(max|min)$/.test(base.text))
  )
}

function readTerm(term: Term, scope: Scope, span: Span): Item {
  const [first] = term.tokens
  const own = first ? cover(first.span, term.tokens.at(-1)!.span) : span
  if (isMark(first, 'dots') && term.tokens.length === 1)
    return { dots: true, minus: term.minus, span: own }
  const alone = term.tokens.length === 1 && first?.type === 'brace' && !term.minus
  return {
    dots: false,
    minus: term.minus,
    span: own,
    expression: alone ? readAlone(first, scope) : scope.grammar.product(term.tokens, scope, own),
  }
}

/** What is unknown of the size of one term, the others decide. */
function settleAll(terms: readonly Expression[]): readonly Expression[] {
  if (!terms.some(({ shape }) => shape.sizes.some(isUnknown))) return terms
  const known = terms.reduce((all, term) => settleAlike(all, term)[0])
  return terms.map((term) => settleAlike(known, term)[1])
}

function add(given: readonly Expression[], scope: Scope): Expression {
  if (given.length === 1) return given[0]
  const terms = settleAll(given)
  const [first, ...others] = terms
  if (first === undefined) throw new Error('a sum without terms')
  for (const term of others) {
    if (!sameShape(first.shape, term.shape)) {
      refuseAt(
        scope,
        term.span,
        'shapes differ',
        `this is ${showShape(term.shape)}, and what it is added to is ${showShape(first.shape)}`,
        'give both the same indices',
      )
    }
  }
  return { kind: 'add', terms, shape: first.shape, span: cover(first.span, terms.at(-1)!.span) }
}
