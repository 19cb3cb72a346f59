import type { Failure, Output } from './output.ts'
import type { PlaybackState } from './playback.ts'

/** The id of a run, which is one change and all that is computed for it: 1, 2, 3, …. */
export type RunId = number

/**
 * What a kernel reports to its host. Each event names its cell and the run that caused it: a host
 * drops events of runs that are older than the one it shows.
 */
export type KernelEvent =
  /** The cell's code is called. */
  | { type: 'started'; cell: string; run: RunId }
  /**
   * The cell's code has returned, after so many milliseconds; its result may still be a promise or a
   * generator.
   */
  | { type: 'finished'; cell: string; run: RunId; took?: number }
  | { type: 'output'; cell: string; run: RunId; outputs: Output[] }
  | { type: 'failure'; cell: string; run: RunId; failure: Failure }
  /** The code of the cell's generator works on its next values, from `stepping` to `stepped`. */
  | { type: 'stepping'; cell: string; run: RunId }
  | { type: 'stepped'; cell: string; run: RunId }
  /** Where the cell's generator stands, and whether it plays. */
  | ({ type: 'playback'; cell: string; run: RunId } & PlaybackState)
  /** Nothing is being computed. Sent again for each value of a generator. */
  | { type: 'settled'; run: RunId }
