import { expect, test } from 'vitest'
import { formatTiny } from '../../src/figures/marks/format-numbers.ts'
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

test('a very small number is written as a sentence has it', () => {
  expect(formatTiny(4.2e-10)).toBe('4\u00a0×\u00a010⁻¹⁰')
  expect(formatTiny(-2e-17)).toBe('−2\u00a0×\u00a010⁻¹⁷')
  expect(formatTiny(0)).toBe('0')
  expect(formatTiny(NaN)).toBe('—')
})
