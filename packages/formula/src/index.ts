export { checkDerivation, type CheckOptions } from './check-derivation.ts'
export { compare, type Comparison } from './run/compare.ts'
export type {
  Break,
  Derivation,
  DerivationLine,
  DerivationSpec,
  Sample,
  Side,
  Step,
  Twin,
} from './model/derivation.ts'
export { describeGap, describeStanding, type Say } from './run/describe-live.ts'
export type { Domain } from './model/domain.ts'
export { encodeDerivation } from './run/encode-derivation.ts'
export { encode, encodeModel } from './run/encode.ts'
export { FormulaError, SpecError, type AuthorError } from './tex/error.ts'
export type { Evaluator } from './run/evaluate.ts'
export { runDerivation, toEvaluator } from './run/full-evaluator.ts'
export type { Condition, Expression } from './model/expression.ts'
export { findSymbols } from './read/find-symbols.ts'
export { gradeLines } from './proof/grade-lines.ts'
export { hashTeX } from './tex/hash.ts'
export { isClaim, lintStanding, lintSymbols, LIST_CURE, type Standing } from './read/lint.ts'
export { failingLines, type LiveDerivation, type LiveResult } from './run/live.ts'
export type { Declaration, Definition, Model, ModelSpec } from './model/model.ts'
export { gradeCounts, type GradeCounts } from './proof/grade-counts.ts'
export type { Gap } from './run/gap.ts'
export type { LineGrade } from './run/line-grade.ts'
export { parseDerivation } from './read/parse-derivation.ts'
export { parseExpression } from './read/parse-expression.ts'
export { mentionsRefused, parseModel, toName, type ReportError } from './read/parse-model.ts'
export { seededRandom } from './run/random.ts'
export { showReading } from './read/reading.ts'
export type { Claim, Failure, LineCount, Report } from './run/report.ts'
export { drawSample } from './run/sample.ts'
export { toPlace, type Place, type Span } from './tex/span.ts'
export { findChanges } from './read/terms.ts'
export type { Value } from './model/value.ts'
export { findUnused } from './model/unused.ts'
export { isMadeFrom } from './model/made-from.ts'
