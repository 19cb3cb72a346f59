import type { Failure, Output } from '../../kernel/output.ts'
import type { PlaybackState } from '../../kernel/playback.ts'
import type { Message } from '../../strings/message.ts'
import type { StopReason } from './stop-reason.ts'

/**
 * What happens to one cell, as its elements in the page see it: in the words of the page's language. What a session
 * reports is in the words of none (`M` is then `Message`).
 */
export type CellUpdate<M extends Message = string> =
  | { type: 'running' }
  | { type: 'output'; outputs: Output[] }
  | { type: 'failure'; failure: Failure<M> }
  /** It ran only because others need it, and brought no output: the one shown still holds. */
  | { type: 'kept' }
  /** It shows an older run than cells beside it, and a newer output is on its way. */
  | { type: 'late' }
  /** An edit was not accepted; the version before it still runs. */
  | { type: 'refused'; failure: Failure<M> }
  /** Where its generator stands, and whether it plays. */
  | ({ type: 'playback' } & PlaybackState)
  /** The cell's run was ended, by the time limit or by the reader. */
  | { type: 'stopped'; reason: StopReason<M> }

export type UpdateListener<M extends Message = string> = (
  cell: string,
  update: CellUpdate<M>,
) => void
