import { expect, test } from 'vitest'
import { withTypeCure } from '../../src/types/type-cures.ts'

/** The cure of a message, and what to write where it says so. */
function cureOf(message: string, code: number): unknown {
  const told = withTypeCure(message, code) as { cure?: { kind: string; code?: string } }
  return told.cure?.code ?? told.cure?.kind
}

test.each([
  ["Type 'Promise<number>' is not assignable to type 'number'.", 2322, 'awaitFirst'],
  ["Type 'number' is not assignable to type 'Promise<number>'.", 2322, 'giveOrCorrect'],
  ["Type 'Promise<string>' is not assignable to type 'Promise<number>'.", 2322, 'giveOrCorrect'],
  [
    "Argument of type 'Promise<number>' is not assignable to parameter of type 'number'.",
    2345,
    'awaitFirst',
  ],
  [
    "Argument of type 'number' is not assignable to parameter of type 'Promise<number>'.",
    2345,
    'passOrCorrect',
  ],
  ["Operator '+' cannot be applied to types 'Promise<number>' and 'number'.", 2365, 'awaitFirst'],
])('only a promise that is given is to be awaited: %s', (message, code, cure) => {
  expect(cureOf(message, code)).toBe(cure)
})

test.each([
  ['append', 'number[]', 'push'],
  ['append', 'string', 'checkSpellingAndValue'],
  ['append', '"text"', 'checkSpellingAndValue'],
  ['sum', 'string', 'checkSpellingAndValue'],
  ['upper', 'string', 'toUpperCase'],
  ['upper', 'string[]', 'checkSpellingAndValue'],
  ['len', 'string', 'length'],
  ['len', 'readonly string[]', 'length'],
  ['contains', '"text"', 'includes'],
])('the cure for %s is one that %s has', (name, type, cure) => {
  expect(cureOf(`Property '${name}' does not exist on type '${type}'.`, 2339)).toBe(cure)
})
