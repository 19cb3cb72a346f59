import type { Failure, Output } from '../../kernel/output.ts'
import type { PlaybackState } from '../../kernel/playback.ts'

/** What happens to one cell, as its element sees it. */
export type CellNews =
  | { type: 'running' }
  | { type: 'output'; outputs: Output[] }
  | { type: 'failure'; failure: Failure }
  /** It ran only because others need it: what it shows still holds. */
  | { type: 'kept' }
  /** An edit was not taken; what ran before still runs. */
  | { type: 'refused'; failure: Failure }
  /** How far its generator is, and whether it goes on. */
  | ({ type: 'playback' } & PlaybackState)
  /** The cell's run was ended, by the time limit or by the reader. */
  | { type: 'stopped'; reason: string }

export type NewsListener = (cell: string, news: CellNews) => void
