import type { Failure, Output } from './output.ts'
import type { PlaybackState } from './playback.ts'

/** The id of a run, which is one change and all that is computed for it: 1, 2, 3, …. */
export type RunId = number

/**
 * What a kernel tells its host. Each event names its cell and the run that caused it: a host drops whatever belongs to an
 * older run than the one it shows.
 */
export type KernelEvent =
  | { type: 'started'; cell: string; run: RunId }
  | { type: 'finished'; cell: string; run: RunId }
  | { type: 'output'; cell: string; run: RunId; outputs: Output[] }
  | { type: 'failure'; cell: string; run: RunId; failure: Failure }
  /** The cell's generator is asked for its next values; until it has given them, its code is at work. */
  | { type: 'stepping'; cell: string; run: RunId }
  | { type: 'stepped'; cell: string; run: RunId }
  /** How far the cell's generator is, and whether it goes on. */
  | ({ type: 'playback'; cell: string; run: RunId } & PlaybackState)
  /** Nothing is being computed any more. */
  | { type: 'settled'; run: RunId }
