import * as Plot from '@observablehq/plot'
import { animals, sharesByTemperature, softmax, worth } from './model.ts'

const width = 640

export type Inputs = Record<'T' | 'fox' | 'badger' | 'hare' | 'q0' | 'q1', number>

export function toState({ T, fox, badger, hare, q0, q1 }: Inputs) {
{{values}}
  const q = [q0, q1]
  return { T, z, p, q }
}

type State = ReturnType<typeof toState>

export const figures: Record<string, (state: State) => Element> = {
  bars: ({ T, p }) =>
{{plot bars}},
  curves: ({ T, z, p }) =>
{{plot curves}},
  contours: ({ T, z, p, q }) =>
{{plot contours}},
}
