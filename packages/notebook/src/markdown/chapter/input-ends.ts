import type { Json } from '../../kernel/json.ts'
import type { InputSpec } from '../syntax/inputs.ts'

/** The values of an input at which cells may cost most: its ends, or all options. */
export function inputEnds(spec: InputSpec): Json[] {
  switch (spec.kind) {
    case 'Slider':
    case 'Point':
      return [spec.min, spec.max]
    case 'Vector':
      return [spec.value.map(() => spec.min), spec.value.map(() => spec.max)]
    case 'Simplex':
      return [0, 1, 2].map((corner) => spec.value.map((_, i) => (i === corner ? 1 : 0)))
    case 'Choice':
      return spec.options
    case 'Toggle':
      return [false, true]
  }
}
