import { partsOf, type Expression } from '../model/expression.ts'
import { showConditions, showReading } from './reading.ts'
import type { Span } from '../tex/span.ts'

/** The pieces of `right` that are not in `left`, as small as possible: what a reader should look at. */
export function findChanges(left: Expression, right: Expression): Span[] {
  if (showReading(left) === showReading(right)) return []
  if (left.kind === 'add' || right.kind === 'add')
    return changedTerms(termsOf(left), termsOf(right))
  const [before, after] = [partsOf(left), partsOf(right)]
  if (headOf(left) !== headOf(right) || before.length !== after.length || after.length === 0)
    return [right.span]
  return after.flatMap((part, n) => findChanges(before[n], part))
}

const termsOf = (expression: Expression): readonly Expression[] =>
  expression.kind === 'add' ? expression.terms : [expression]

function changedTerms(left: readonly Expression[], right: readonly Expression[]): Span[] {
  const [before, after] = [unmatched(left, right), unmatched(right, left)]
  if (before.length !== after.length || (before.length === right.length && before.length > 1))
    return after.map(({ span }) => span)
  return after.flatMap((term, n) => findChanges(before[n], term))
}

/** The terms that have no equal partner, each partner counted once. */
function unmatched(terms: readonly Expression[], others: readonly Expression[]): Expression[] {
  const readings = others.map(showReading)
  return terms.filter((term) => {
    const found = readings.indexOf(showReading(term))
    if (found >= 0) readings.splice(found, 1)
    return found < 0
  })
}

/** What an expression is, apart from its parts. */
function headOf(expression: Expression): string {
  switch (expression.kind) {
    case 'fold': {
      const { index, from, to, when } = expression.over
      return `${expression.op} ${index} ${JSON.stringify([from, to])} ${showConditions(when)}`
    }
    case 'call':
      return expression.fn
    case 'list':
      return `list ${expression.index} ${expression.size}`
    case 'derivative':
      return JSON.stringify([expression.by.name, expression.by.indices])
    case 'apply':
      return JSON.stringify([expression.name, expression.indices])
    case 'pick':
      return JSON.stringify(expression.indices)
    case 'cases':
    case 'indicator':
      return showReading(expression)
    default:
      return expression.kind
  }
}
