import type { Gap, LineGrade } from '@cellgraph/formula'
import { fill } from '../../strings/fill.ts'
import type { Strings } from '../../strings/strings.ts'

type Texts = Strings['derivation']['grade']

/**
 * A grade in words: `proved for C from 2 to 6`, `checked on 60 draws, not proved: a denominator may
 * be 0`, `not checked: a limit`.
 */
export function describeGrade(grade: LineGrade, samples: number, texts: Texts): string {
  switch (grade.kind) {
    case 'unchecked':
      return fill(texts.unchecked, { why: grade.why })
    case 'sampled':
      return fill(texts.sampled, { samples, gap: describeGap(grade.gap, texts) })
    case 'proved':
      return `${texts.proved}${describeScope(grade, texts)}`
  }
}

/** What a proof lacks, in words. */
export function describeGap(gap: Gap, { gaps }: Pick<Texts, 'gaps'>): string {
  return fill(gaps[gap.kind], { ...gap })
}

/** The sizes and the box that a proof holds for, behind a space; nothing where it holds everywhere. */
export function describeScope({ sizes, box }: Proved, texts: Texts): string {
  const given = Object.entries(sizes).map(([name, [low, high]]) =>
    low === high
      ? fill(texts.size, { name: show(name), size: low })
      : fill(texts.sizeRange, { name: show(name), low, high }),
  )
  const ranges = Object.entries(box ?? {}).map(([name, [low, high]]) =>
    fill(texts.range, { name: show(name), low: withMinus(low), high: withMinus(high) }),
  )
  return [
    given.length > 0 ? fill(texts.for, { sizes: given.join(texts.and) }) : '',
    ranges.length > 0 ? fill(texts.where, { ranges: ranges.join(', ') }) : '',
  ].join('')
}

type Proved = Extract<LineGrade, { kind: 'proved' }>

const show = (name: string): string => name.replace(/^\\/, '')

const withMinus = (value: number): string => String(value).replaceAll('-', '−')
