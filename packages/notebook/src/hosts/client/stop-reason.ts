import type { Part } from '../../kernel/protocol.ts'
import type { Message } from '../../strings/message.ts'

/** Why a cell was ended before its end. Its words stand in the table of each language, as `live.stopped`. */
export type StopReason<M extends Message = Message> =
  /** The reader pressed Stop. */
  | { kind: 'byReader' }
  | { kind: 'hung'; seconds: number }
  | { kind: 'tampered'; what: string }
  /** The worker was ended for the sake of another cell. */
  | { kind: 'withAnother' }
  /** It sent what is no message, or more than the page can take. */
  | { kind: 'unreadable' }
  | { kind: 'flood' }
  | { kind: 'broken'; message: M }
  | { kind: 'notLoaded' }
  | { kind: 'compilerNotLoaded' }
  | { kind: 'partNotLoaded'; part: Part }

/** What could not be loaded. The browser's console says what exactly failed. */
export function notLoaded(part: Part): StopReason<never> {
  return part === 'compile' ? { kind: 'compilerNotLoaded' } : { kind: 'partNotLoaded', part }
}
