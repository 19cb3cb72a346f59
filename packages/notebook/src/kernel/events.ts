import type { Failure, Output } from './output.ts'
import type { PlaybackState } from './playback.ts'

/**
 * What a kernel tells its host. Each event names its cell and the run that caused it, a number that only grows:
 * a host drops whatever belongs to an older run than the one it shows.
 */
export type KernelEvent =
  | { type: 'started'; cell: string; run: number }
  | { type: 'finished'; cell: string; run: number }
  | { type: 'output'; cell: string; run: number; outputs: Output[] }
  | { type: 'failure'; cell: string; run: number; failure: Failure }
  /** The cell's generator is asked for its next values; until it has given them, its code is at work. */
  | { type: 'stepping'; cell: string; run: number }
  | { type: 'stepped'; cell: string; run: number }
  /** How far the cell's generator is, and whether it goes on. */
  | ({ type: 'playback'; cell: string; run: number } & PlaybackState)
  /** Nothing is being computed any more. */
  | { type: 'settled'; run: number }
