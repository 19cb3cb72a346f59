import { toInputSpec } from './inputs.ts'
import { PropError, type Prop, type Props } from './props.ts'
import type { PlainMistakeKind } from '../../strings/mistakes.ts'

/** A component that authors write. */
export interface WrittenComponent {
  props: Record<string, Prop>
  /** Whether it takes children, besides those for slots. */
  content: 'needed' | 'allowed' | 'none'
  /** Its slots, all required: `<Fragment slot="answer">` as a direct child. */
  slots?: readonly string[]
  /** Whether it may stand within a line of text. */
  inline?: true
  /** The kind of thing whose names must be unique on a page. */
  unique?: 'input' | 'prediction'
  /** Checks the attributes together. Throws PropError. */
  check?: (props: Props) => void
}

/** A component that only the engine puts into a page. */
export interface MadeComponent {
  /** What an author writes to get it. */
  instead: PlainMistakeKind
}

const text = (needed?: 'needed'): Prop => ({ kind: 'text', needed })
const number = (needed?: 'needed'): Prop => ({ kind: 'number', needed })
const texts = (needed?: 'needed'): Prop => ({ kind: 'texts', needed })
const labels = (needed?: 'needed'): Prop => ({ kind: 'labels', needed })
const record = (needed?: 'needed'): Prop => ({ kind: 'record', needed })

/** Components by their names. */
export type ComponentTable = Readonly<Record<string, WrittenComponent | MadeComponent>>

/**
 * Every component that the engine has for a chapter: those that authors write, and those that the
 * build makes from fences and formulas.
 */
export const componentTable = {
  Slider: {
    props: {
      name: text('needed'),
      value: number('needed'),
      min: number('needed'),
      max: number('needed'),
      step: number(),
    },
    content: 'needed',
    inline: true,
    unique: 'input',
    check: (props) => void toInputSpec('Slider', props),
  },
  Vector: {
    props: {
      name: text('needed'),
      value: { kind: 'numbers', needed: 'needed' },
      labels: labels(),
      min: number(),
      max: number(),
      step: number(),
      compact: { kind: 'flag' },
    },
    content: 'needed',
    unique: 'input',
    check: (props) => void toInputSpec('Vector', props),
  },
  Point: {
    props: {
      name: text('needed'),
      value: { kind: 'pair', needed: 'needed' },
      min: { kind: 'pair', needed: 'needed' },
      max: { kind: 'pair', needed: 'needed' },
      step: number(),
      labels: labels(),
    },
    content: 'needed',
    unique: 'input',
    check: (props) => void toInputSpec('Point', props),
  },
  Simplex: {
    props: {
      name: text('needed'),
      value: { kind: 'numbers', needed: 'needed' },
      labels: labels(),
      step: number(),
    },
    content: 'needed',
    unique: 'input',
    check: (props) => void toInputSpec('Simplex', props),
  },
  Choice: {
    props: { name: text('needed'), options: labels('needed'), labels: labels(), value: text() },
    content: 'needed',
    unique: 'input',
    check: (props) => void toInputSpec('Choice', props),
  },
  Toggle: {
    props: { name: text('needed'), value: { kind: 'flag' } },
    content: 'needed',
    inline: true,
    unique: 'input',
    check: (props) => void toInputSpec('Toggle', props),
  },
  MarginNote: { props: {}, content: 'needed' },
  Remember: { props: {}, content: 'needed' },
  SideBySide: { props: {}, content: 'needed' },
  Fold: { props: { title: { kind: 'label', needed: 'needed' } }, content: 'needed' },
  Exercise: { props: { title: { kind: 'label', needed: 'needed' } }, content: 'needed' },
  SpotTheError: { props: {}, content: 'needed', slots: ['claim'] },
  Predict: {
    props: { name: text('needed'), options: labels('needed'), right: number('needed') },
    content: 'needed',
    slots: ['answer'],
    unique: 'prediction',
    check: checkPredict,
  },
  Cite: { props: { id: text('needed') }, content: 'none', inline: true },
  References: { props: { ids: texts('needed') }, content: 'none' },
  Eq: { props: { name: text('needed'), line: number() }, content: 'none', inline: true },
  Sym: { props: { name: text('needed'), tex: text() }, content: 'none', inline: true },
  Model: {
    props: {
      name: text('needed'),
      sizes: record(),
      index: record(),
      free: record(),
      constants: record(),
      layout: text(),
      definitions: texts(),
    },
    content: 'allowed',
    check: checkModel,
  },
  Derivation: {
    props: {
      name: text('needed'),
      model: text('needed'),
      each: text(),
      where: text(),
      under: record(),
      breaks: record(),
      approx: number(),
      unchecked: record(),
      twins: record(),
      at: record(),
      lit: text(),
    },
    content: 'needed',
    check: checkDerivation,
  },
  Symbols: { props: {}, content: 'none' },
  Bibliography: { props: {}, content: 'none' },
  Entries: { props: { of: text('needed') }, content: 'none' },
  EntryIndex: { props: {}, content: 'none' },
  Example: { props: { of: text('needed') }, content: 'needed' },
  Cell: { instead: 'writeFenceOfCell' },
  Code: { instead: 'writeFence' },
  Value: { instead: 'writeValue' },
  Formula: { instead: 'writeDisplay' },
  Table: { instead: 'writeTable' },
  InlineFormula: { instead: 'writeInline' },
  DerivationLine: { instead: 'writeIntoDerivation' },
  FormulaCount: { instead: 'standsWithFormulas' },
  Program: { instead: 'standsWithCells' },
  Signature: { instead: 'writeEntries' },
  Facts: { instead: 'writeEntries' },
} satisfies Record<string, WrittenComponent | MadeComponent>

/** The components that a page imports: all but those that the build replaces by others. */
export type ComponentName = Exclude<keyof typeof componentTable, 'Entries' | 'Symbols' | 'Table'>

export function findComponent(name: string): WrittenComponent | MadeComponent | undefined {
  return Object.hasOwn(componentTable, name)
    ? componentTable[name as keyof typeof componentTable]
    : undefined
}

/** The names that authors write. */
export function writtenNamesOf(table: ComponentTable): string[] {
  return Object.entries(table).flatMap(([name, it]) => ('instead' in it ? [] : [name]))
}

function checkPredict({ name, options, right }: Props): void {
  const count = (options as string[]).length
  if (!/^[A-Za-z][\w-]*$/.test(String(name)))
    throw new PropError('name', { kind: 'invalidNameOf', name: JSON.stringify(name) })
  if (count < 2) throw new PropError('options', { kind: 'tooFewOptions', count })
  const twice = (options as string[]).find((it, n, all) => all.indexOf(it) !== n)
  if (twice !== undefined)
    throw new PropError('options', { kind: 'optionTwice', option: JSON.stringify(twice) })
  if (!Number.isInteger(right) || Number(right) < 0 || Number(right) >= count)
    throw new PropError('right', {
      kind: 'invalidRight',
      right: String(right),
      last: String(count - 1),
    })
}

function checkDerivation({ unchecked = {} }: Props): void {
  for (const [line, reason] of Object.entries(unchecked as object))
    if (typeof reason !== 'string' || reason.trim() === '')
      throw new PropError('unchecked', { kind: 'missingReason', line })
}

function checkModel({ sizes = {}, index = {}, free = {} }: Props): void {
  for (const [name, range] of Object.entries(sizes as object)) {
    if (!Array.isArray(range) || range.length !== 2 || !range.every(Number.isInteger))
      throw new PropError('sizes', { kind: 'invalidSizes', name, range: JSON.stringify(range) })
  }
  for (const [attribute, values] of [
    ['index', index],
    ['free', free],
  ] as const) {
    for (const [name, value] of Object.entries(values as object)) {
      if (typeof value !== 'string')
        throw new PropError(attribute, {
          kind: 'invalidEntry',
          attribute,
          name,
          value: JSON.stringify(value),
        })
    }
  }
}
