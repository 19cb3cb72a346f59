import { describe, expect, test } from 'vitest'
import '@cellgraph/drawing-document/install-here'
import { verdict } from '../../src/figures/verdict.ts'

describe('verdict', () => {
  test('a wrong answer gets the hint', () => {
    expect(verdict(false, 'Think of e.').outerHTML).toBe(
      '<p class="verdict not-yet"><strong>○ Not yet.</strong> Think of e.</p>',
    )
  })
  test('a right answer gets the afterword', () => {
    expect(verdict(true, 'Think of e.', 'And of π.').outerHTML).toBe(
      '<p class="verdict right"><strong>✓ Right.</strong> And of π.</p>',
    )
  })
})
