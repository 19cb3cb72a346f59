import { expect, test } from 'vitest'
import { formatSigned, signColour } from '../../src/figures/marks/signs.ts'

test('`formatSigned` keeps the sign, and never rounds a slope to zero', () => {
  expect([0.6418, -0.7639, -2e-6, 4.9e-4, 0, NaN].map(formatSigned)).toEqual([
    '+0.642',
    '−0.764',
    '−2.0e−6',
    '+4.9e−4',
    '0',
    '—',
  ])
})
test('`signColour` gives each sign its colour', () => {
  expect([0.1, -0.1, 0].map(signColour)).toEqual(['var(--rise)', 'var(--fall)', 'var(--muted)'])
})
