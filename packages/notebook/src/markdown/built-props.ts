import type { DerivationLine, LineGrade, LiveDerivation } from '@cellgraph/formula'
import type { CellResults } from '../hosts/build/cell-results.ts'
import type { Layout } from '../kernel/program.ts'
import type { Status } from './formulas/check-formulas.ts'
import { elementMaker } from './packed-props.ts'
import type { ShownComponent } from './show-components.ts'

/**
 * The components that the build puts into a page, each with its props:
 * `packages/notebook/src/components` has one of each name.
 */
export interface BuiltProps {
  Cell: CellProps
  Code: { html: string }
  Derivation: DerivationProps
  DerivationLine: DerivationLineProps
  Eq: EqProps
  Example: ExampleProps
  Formula: FormulaProps
  FormulaCount: FormulaCounts
  InlineFormula: { html: string }
  Program: { id: string }
  Sym: SymProps
  Value: { name: string; text: string }
}

export const { block, inline } = elementMaker<BuiltProps>()

export interface CellProps {
  name: string
  /** The highlighted code, as HTML. */
  code: string
  results: CellResults | undefined
  layout: Layout | undefined
  /** Whether the code is open at first. */
  showCode: boolean
  /** Whether the cell judges an exercise. */
  judge: boolean
  /** The name of the value that is the output's text alternative, and its initial text. */
  altName: string | undefined
  alt: string | undefined
  /** Whether readers can play its generator. */
  play: boolean
  /** The figure's numbers, and the name of the value that lists them. */
  tableName: string | undefined
  table: CellResults | undefined
}

export interface EqProps {
  href: string
  label: string
  /** The formula that is shown on hover and focus. */
  html: string
  /** The address of a figure that is shown instead, with the cell's id behind it. */
  figure?: string
}

export interface SymProps {
  html: string
  /** Its class. */
  lit: string
  text: string
  /** Its name in cells: the input of that name is shown with it. */
  cell: string | undefined
}

export interface ExampleProps {
  /** What stands between its tags, as HTML. */
  html: string
  /** The components that it is an example of. */
  shown: ShownComponent[]
}

export interface FormulaProps {
  name: string
  html: string
  /** None in the reference, whose formulas are referred to by their functions. */
  number?: number
  status?: Status
  /** How far the least known of its lines may be relied on. */
  grade?: LineGrade['kind'] | undefined
  /** How it was checked, or why it was not. */
  note?: string | undefined
}

/** A page's claims, counted by how each is known to be true. */
export interface FormulaCounts {
  proved: number
  /** Compared at draws only. */
  checked: number
  definition: number
  twin: number
  unchecked: { name: string; number: number; line?: number; reason: string }[]
}

export interface DerivationProps {
  name: string
  number: number
  lines: number
  facts: CheckedFacts
  /** The encoded derivation for the live page, with its free quantities and their labels. */
  live: LiveDerivation & { names: string[]; labels: string[] }
  /** The name of the value that holds the reader's numbers, and its initial text. */
  value: string | undefined
  opening: string | undefined
  /** A sentence about which lines hold at these numbers, and whether any line fails. */
  standing: string | undefined
  fails: boolean
}

/** What the page shows about how a derivation was checked. */
export interface CheckedFacts {
  /** How many samples were compared to their end, and how many pairs of values. */
  samples: number
  comparisons: number
  /** Why they are fewer samples than usual, if they are. */
  shortage: string | undefined
  largestError: number
  seed: number
  /** How far each line may be relied on, in words. */
  grades: { line: number; kind: LineGrade['kind']; text: string }[]
  /** The sizes that the first proof is for, in words behind a space, or nothing. */
  provedFor: string
  /** `$C$ from 2 to 6`, each as HTML. */
  domains: string[]
  claims: string[]
  where: string
  each: string
  /** Every line as read, fully in brackets. */
  readings: { line: number; text: string }[]
}

/** A line in its parts, each as HTML. */
export interface DerivationLineProps {
  name: string
  number: number
  status: DerivationLine['status']
  /** Why it is not checked. */
  unchecked: string | undefined
  /** How far it may be relied on, and that in words. */
  grade: LineGrade['kind'] | undefined
  told: string | undefined
  /** By how much it is off at the initial numbers. */
  gap: string | undefined
  left: string | undefined
  relation: string | undefined
  right: string
  /** The condition or remark beside it in the formula. */
  beside: string | undefined
}
