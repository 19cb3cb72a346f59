import type { Message } from '../strings/message.ts'
import type { Branch, BranchPlace } from './branch.ts'
import type { KernelEvent, RunId } from './events.ts'
import type { Json } from './json.ts'
import type { Failure } from './output.ts'
import type { Act } from './playback.ts'
import type { CellSource, CompiledCell, Program } from './program.ts'
import type { Widths } from './kernel.ts'

/**
 * A script of the sandbox that is loaded when it is first needed: `compile`, or one with names of
 * the library.
 */
export type Part = string

/** From the page to the worker. */
export type Request =
  /** The first request. Nothing is computed yet, and only `cells` are ever reported. */
  | { type: 'load'; program: Program; widths: Widths; cells?: string[] }
  /** Computes every cell, and reports it from now on. */
  | { type: 'show'; run: RunId }
  /**
   * Reports only `cells` from now on, of which `fresh` are computed now; carries the input values
   * that wait.
   */
  | {
      type: 'watch'
      run: RunId
      cells: string[]
      fresh: string[]
      values: Record<string, Json>
    }
  /** Of what needs these values or was left before, only `cells` are computed. */
  | { type: 'set'; run: RunId; values: Record<string, Json>; cells: string[] }
  | { type: 'resize'; run: RunId; widths: Widths }
  /**
   * Carries the input values that wait, so that the cell's former version never runs with them. Of what
   * this changes, only the cell itself and `cells` are computed.
   */
  | {
      type: 'edit'
      run: RunId
      cell: CellSource
      values: Record<string, Json>
      cells: string[]
    }
  /** Plays, pauses, steps or restarts a cell's generator; carries the input values that wait. */
  | { type: 'play'; run: RunId; cell: string; act: Act; values: Record<string, Json> }
  /** Answers `need`: a script that leaves its exports in a global variable. */
  | { type: 'part'; part: Part; script: string }
  /** Asks what stands within one of a cell's outputs. */
  | { type: 'open'; id: number; cell: string; place: BranchPlace }
  /** Nobody looks: generators rest, until somebody does. */
  | { type: 'rest'; isResting: boolean }
  /** Asks whether the worker still listens. */
  | { type: 'ping'; id: number }

/** From the worker to the page. */
export type Reply =
  /** The first reply, sent once: the worker listens. */
  | { type: 'hello' }
  | { type: 'event'; event: KernelEvent }
  /** The outputs of a cell in this run are those that were sent last. */
  | { type: 'unchanged'; cell: string; run: RunId }
  | { type: 'need'; part: Part }
  /** An edit was accepted. The page keeps the compiled cell, for the next worker. */
  | { type: 'accepted'; run: RunId; cell: CompiledCell }
  /** An edit does not compile, or does not fit the other cells: nothing has changed. */
  | { type: 'refused'; run: RunId; cell: string; failure: Failure }
  | { type: 'pong'; id: number }
  /** Answers `open`; without a branch where there is none. */
  | { type: 'branch'; id: number; branch?: Branch }
  /**
   * Something that the kernel stands on was changed, by this cell where that is known: the worker no
   * longer serves.
   */
  | { type: 'tampered'; what: string; cell?: string }
  /** The kernel itself failed; `part` is the script that was incomplete, if that is the reason. */
  | { type: 'broken'; message: Message; part?: Part }
