/** What a page needs to evaluate derivations at the reader's numbers; the rest of the package stays at build. */
export { describeGap, describeStanding, short, showValue } from './run/describe-live.ts'
export type { Value } from './model/value.ts'
export { runDerivation, type LiveDerivation, type LiveResult } from './run/live.ts'
