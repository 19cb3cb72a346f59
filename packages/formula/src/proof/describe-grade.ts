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

/**
 * A grade in words: `proved for C from 2 to 6`, `checked on 60 draws, not proved: a denominator may
 * be 0`, `not checked: a limit`. Names of quantities are written by `show`.
 */
export function describeGrade(
  grade: LineGrade,
  samples: number,
  show = (name: string): string => name.replace(/^\\/, ''),
): string {
  switch (grade.kind) {
    case 'unchecked':
      return `not checked: ${grade.why}`
    case 'sampled':
      return `checked on ${samples} draws, not proved: ${grade.why}`
    case 'proved':
      return ['proved', describeSizes(grade, show), describeBox(grade, show)]
        .filter(Boolean)
        .join(' ')
  }
}

type Proved = Extract<LineGrade, { kind: 'proved' }>
type Show = (name: string) => string

function describeSizes({ sizes }: Proved, show: Show): string {
  const ranges = Object.entries(sizes).map(([name, [low, high]]) =>
    low === high ? `${show(name)} = ${low}` : `${show(name)} from ${low} to ${high}`,
  )
  return ranges.length === 0 ? '' : `for ${ranges.join(' and ')}`
}

const describeBox = ({ box }: Proved, show: Show): string =>
  box === undefined
    ? ''
    : `where ${Object.entries(box)
        .map(([name, [low, high]]) =>
          `${show(name)} is from ${low} to ${high}`.replaceAll('-', '−'),
        )
        .join(', ')}`
