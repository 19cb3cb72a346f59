import type { KernelEvent, RunId } from './events.ts'
import type { Json } from './json.ts'
import type { Failure } from './output.ts'
import type { Act } from './playback.ts'
import type { CellSource, CompiledCell, Program } from './program.ts'
import type { Widths } from './kernel.ts'

/** A part of a kernel that is loaded only when something needs it: `compile`, or one of the library's. */
export type Part = string

/** From the page to the worker. */
export type Request =
  /** Comes first. Nothing is computed yet. */
  | { type: 'load'; program: Program; widths: Widths }
  /** Computes and reports every cell. */
  | { type: 'show'; run: RunId }
  | { type: 'set'; run: RunId; values: Record<string, Json> }
  | { type: 'resize'; run: RunId; widths: Widths }
  /** With the values of inputs that have moved meanwhile: they are never met by the cell as it was. */
  | { type: 'edit'; run: RunId; cell: CellSource; values: Record<string, Json> }
  /** Plays, pauses or steps a cell's generator, or begins it again; with the values of inputs that have moved meanwhile. */
  | { type: 'play'; run: RunId; cell: string; act: Act; values: Record<string, Json> }
  /** A part that the worker asked for: a script that leaves its exports in a global variable. */
  | { type: 'part'; part: Part; script: string }
  /** Asks whether the worker still listens. */
  | { type: 'ping'; id: number }

/** From the worker to the page. */
export type Reply =
  /** Comes first, once: the worker listens. */
  | { type: 'hello' }
  | { type: 'event'; event: KernelEvent }
  | { type: 'need'; part: Part }
  /** An edit was taken: the page keeps the compiled cell, to load it again should the worker be ended. */
  | { type: 'accepted'; run: RunId; cell: CompiledCell }
  /** An edit does not compile, or does not fit the other cells: nothing has changed. */
  | { type: 'refused'; run: RunId; cell: string; failure: Failure }
  | { type: 'pong'; id: number }
  /** The kernel itself failed; `part` is the script that did not come whole. */
  | { type: 'broken'; message: string; part?: Part }
