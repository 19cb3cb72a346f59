import { components as booksOwn } from 'virtual:notebook-components'
import type { ComponentName } from '../markdown/syntax/component-table.ts'
import Bibliography from './Bibliography.astro'
import Cell from './Cell.astro'
import Choice from './Choice.astro'
import Cite from './Cite.astro'
import Code from './Code.astro'
import Derivation from './Derivation.astro'
import DerivationLine from './DerivationLine.astro'
import Eq from './Eq.astro'
import EntryIndex from './EntryIndex.astro'
import Example from './Example.astro'
import Exercise from './Exercise.astro'
import Facts from './Facts.astro'
import Fold from './Fold.astro'
import Formula from './Formula.astro'
import FormulaCount from './FormulaCount.astro'
import InlineFormula from './InlineFormula.astro'
import MarginNote from './MarginNote.astro'
import Model from './Model.astro'
import Point from './Point.astro'
import Predict from './Predict.astro'
import Program from './Program.astro'
import References from './References.astro'
import Remember from './Remember.astro'
import SideBySide from './SideBySide.astro'
import Signature from './Signature.astro'
import Simplex from './Simplex.astro'
import Slider from './Slider.astro'
import SpotTheError from './SpotTheError.astro'
import Sym from './Sym.astro'
import Table from './Table.astro'
import Toggle from './Toggle.astro'
import Value from './Value.astro'
import Vector from './Vector.astro'

/** What a chapter can use without importing it: some written by authors, some made of fences and formulas. */
const ours = {
  Bibliography,
  Cell,
  Choice,
  Cite,
  Code,
  Derivation,
  DerivationLine,
  EntryIndex,
  Eq,
  Example,
  Exercise,
  Facts,
  Fold,
  Formula,
  FormulaCount,
  InlineFormula,
  MarginNote,
  Model,
  Point,
  Predict,
  Program,
  References,
  Remember,
  SideBySide,
  Signature,
  Simplex,
  Slider,
  SpotTheError,
  Sym,
  Toggle,
  Value,
  Vector,
  // Elements of Markdown.
  table: Table,
} satisfies Record<ComponentName | 'table', unknown>

/** The engine's components and the book's own. */
export const components = { ...ours, ...booksOwn }

export { addressOf } from '../markdown/lint/address.ts'
