import type { Failure, Output } from '../../kernel/output.ts'
import type { PlaybackState } from '../../kernel/playback.ts'
import type { StopReason } from './stop-reason.ts'

/** What happens to one cell, as its elements in the page see it. */
export type CellUpdate =
  | { type: 'running' }
  | { type: 'output'; outputs: Output[] }
  | { type: 'failure'; failure: Failure }
  /** It ran only because others need it, and brought no output: the one shown still holds. */
  | { type: 'kept' }
  /** It shows an older run than cells beside it, and a newer output is on its way. */
  | { type: 'late' }
  /** An edit was not accepted; the version before it still runs. */
  | { type: 'refused'; failure: Failure }
  /** Where its generator stands, and whether it plays. */
  | ({ type: 'playback' } & PlaybackState)
  /** The cell's run was ended, by the time limit or by the reader. */
  | { type: 'stopped'; reason: StopReason }

export type UpdateListener = (cell: string, update: CellUpdate) => void
