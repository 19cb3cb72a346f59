/**
 * What stands in the way of a proof: a kind, and what it is about. Its words are those of who shows it, in
 * the reader's language.
 */
export type Gap =
  | { readonly kind: PlainGap }
  | {
      readonly kind: 'notFollowed' | 'derivativeNotFollowed' | 'operationNotFollowed'
      readonly what: string
    }
  | { readonly kind: 'determinant'; readonly rows: number }
  | {
      readonly kind: 'noValue' | 'noDefinition' | 'noDomain' | 'indexOutOfRange'
      readonly name: string
    }
  | { readonly kind: 'noBox' | 'domainNotFollowed'; readonly domain: string }

type PlainGap =
  // Of the claim.
  | 'twin'
  | 'approximation'
  | 'manyDigits'
  | 'nothingMeets'
  | 'otherShapes'
  // Of what is shown of both sides.
  | 'otherQuotient'
  | 'signNotSeen'
  | 'noSign'
  | 'tooNear'
  // Of values that are needed.
  | 'zeroDenominator'
  | 'logOfZero'
  | 'logOfProduct'
  | 'rootBelowZero'
  | 'powerBelowZero'
  | 'fractionExponent'
  | 'largeExponent'
  | 'absoluteValue'
  | 'notFinite'
  | 'realCondition'
  | 'noCase'
  | 'twoCases'
  | 'numberForVector'
  | 'vectorForNumber'
  | `${'max' | 'min'}${'OfNothing' | 'Undecided' | 'Ties'}`
  // Of the work and the risk.
  | 'work'
  | 'chance'
  | 'manyTerms'
  | 'manyParts'
  | 'manyBoxes'
