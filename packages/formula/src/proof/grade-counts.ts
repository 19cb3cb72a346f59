import type { LineGrade } from '../run/line-grade.ts'

/** How many lines have which grade. */
export type GradeCounts = {
  readonly proved: number
  readonly sampled: number
  readonly unchecked: number
}

export function gradeCounts(grades: readonly LineGrade[]): GradeCounts {
  const count = (kind: LineGrade['kind']): number => grades.filter((it) => it.kind === kind).length
  return { proved: count('proved'), sampled: count('sampled'), unchecked: count('unchecked') }
}
