import { expect, test } from 'vitest'
import { describeGap, describeGrade } from '../../src/markdown/formulas/describe-grade.ts'
import { en } from '../../src/strings/en.ts'

const { grade } = en.derivation

test('what a proof lacks is told in words, with what it is about in its place', () => {
  expect(describeGap({ kind: 'zeroDenominator' }, grade)).toBe('a denominator may be 0')
  expect(describeGap({ kind: 'notFollowed', what: 'sin' }, grade)).toBe('sin is not followed')
  expect(describeGap({ kind: 'determinant', rows: 9 }, grade)).toBe('a determinant of 9 rows')
  expect(describeGap({ kind: 'maxTies' }, grade)).toBe(
    'a derivative of a maximum has no value at ties',
  )
})

test('a line that is not proved says so, and why; one that is not checked has its author’s reason', () => {
  expect(describeGrade({ kind: 'sampled', line: 1, gap: { kind: 'twin' } }, 60, grade)).toBe(
    'checked on 60 draws, not proved: a function stands in for it',
  )
  expect(describeGrade({ kind: 'unchecked', line: 1, why: 'a limit' }, 60, grade)).toBe(
    'not checked: a limit',
  )
})
