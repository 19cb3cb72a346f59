import type { Line } from './lines.ts'
import type { Condition } from '../model/expression.ts'
import { readConditionList } from './read-conditions.ts'
import { showConditions } from './reading.ts'
import { refuseAt, type Scope } from './scope.ts'
import { isMark, type Token } from '../tex/token.ts'

/** An implication: its conclusion is checked wherever the premise holds. */
export type Implication = {
  readonly premise: readonly Condition[]
  readonly conclusion: readonly Condition[]
  readonly at: Line['span']
}

const isArrow = (relation: string): boolean => /^\\(implies|iff)$/.test(relation)

export const isArrowMark = (token: Token | undefined): boolean =>
  isMark(token, 'relation') && isArrow(token.text)

export const isImplication = ({ steps }: Line): boolean =>
  steps.some(({ relation }) => isArrow(relation))

/** `A \implies B`, `A \iff B \iff C`: each arrow by itself, and `\iff` both ways. */
export function readImplications(
  line: Line,
  scope: Scope,
): { readonly implications: readonly Implication[]; readonly reading: string } {
  const sides = [line.left ?? [], ...line.steps.map(({ right }) => right)].map((tokens) => {
    if (tokens.length === 0)
      refuseAt(
        scope,
        line.span,
        'incomplete line',
        'an arrow stands between two claims',
        'write both',
      )
    return readConditionList(tokens, scope, line.span)
  })
  const implications = line.steps.flatMap(({ relation, at }, n): Implication[] => {
    const [premise, conclusion] = [sides[n], sides[n + 1]]
    const there = { premise, conclusion, at }
    return relation === '\\iff'
      ? [there, { premise: conclusion, conclusion: premise, at }]
      : [there]
  })
  const shown = sides.map(showConditions)
  const reading = line.steps.map(
    ({ relation }, n) => `${relation === '\\iff' ? '⟺' : '⟹'} ${shown[n + 1]}`,
  )
  return { implications, reading: [shown[0], ...reading].join(' ') }
}
