import { CellError } from '../../kernel/errors.ts'
import { BuildThread } from './build-thread.ts'
import type { Limits } from './cell-watch.ts'
import type { Outcome } from './collect-results.ts'
import { runEnvironment } from './kept-runs.ts'
import type { Imports } from './find-sources.ts'
import { locateEndless, type EndlessRun } from './locate-endless.ts'
import { ModuleTable } from './module-table.ts'
import type { ThreadData } from './thread-messages.ts'
import { Turns } from './turns.ts'

/** What a program came to. */
export interface PooledOutcome extends Pick<Outcome, 'results'> {
  /** When its thread was started, in milliseconds. */
  began: number
  /** What its thread's modules have imported; undefined where the results may not be kept. */
  imports: Imports | undefined
}

/**
 * The threads in which a process runs programs. To start one and to load the library takes longer than the cells of
 * most pages, and code that has run is quick; so a thread takes one program after the other, as long as they leave
 * nothing behind and no file that it has loaded has changed.
 */
export class ThreadPool {
  readonly #size: number
  readonly #turns: Turns
  readonly #modules = new ModuleTable()
  /** Threads that could run another program, the one that has rested longest first. */
  #resting: BuildThread[] = []
  #running = 0
  /** Why a library could not be loaded. It is the same for all runs that had been asked for by then. */
  #unloaded: { key: string; at: number; error: CellError } | undefined

  /** @param size how many threads there are at most */
  constructor(size: number) {
    this.#size = size
    this.#turns = new Turns(size)
  }

  /**
   * Runs a program when it is its turn.
   * @throws CellError, ProgramErrors
   */
  run(data: ThreadData, limits: Limits): Promise<PooledOutcome> {
    const asked = performance.now()
    const key = toThreadKey(data)
    return this.#turns.take(async () => {
      if (this.#unloaded?.key === key && this.#unloaded.at > asked) throw this.#unloaded.error
      const thread = this.#take(key)
      this.#running++
      try {
        const outcome = await thread.run(data, limits)
        if (outcome.found) this.#modules.add(outcome.found, thread.began)
        if (outcome.isClean) this.#resting.push(thread)
        else await thread.end()
        const imports = outcome.found && thread.imports
        return { results: outcome.results, began: thread.began, imports }
      } catch (error) {
        await thread.end()
        throw await this.#fail(error, { key, data, limits })
      } finally {
        this.#running--
      }
    })
  }

  /** What went wrong, with its place where it does not end; the thread of it has ended. */
  async #fail(error: unknown, run: EndlessRun): Promise<unknown> {
    const located = await locateEndless(error, run)
    const isOfLibrary = located instanceof CellError && located.cell === ''
    if (isOfLibrary) this.#unloaded = { key: run.key, at: performance.now(), error: located }
    return located
  }

  #take(key: string): BuildThread {
    this.#endOutdated()
    // The one that was at work last is the one whose code is warmest.
    const fit = this.#resting.findLast((it) => it.key === key)
    this.#resting = this.#resting.filter((it) => it !== fit)
    if (fit) return fit
    this.#makeRoom()
    return new BuildThread(key, this.#modules.current())
  }

  #endOutdated(): void {
    const outdated = this.#resting.filter((it) => !it.isCurrent())
    this.#resting = this.#resting.filter((it) => !outdated.includes(it))
    for (const thread of outdated) void thread.end()
  }

  /** Ends threads that rest, so that there are never more than the pool may have. */
  #makeRoom(): void {
    const surplus = this.#resting.length + this.#running + 1 - this.#size
    for (const thread of this.#resting.splice(0, Math.max(0, surplus))) void thread.end()
  }
}

/** A thread has the library and the environment that it was started with. */
function toThreadKey({ numbersUrl, partUrls, locks }: ThreadData): string {
  return JSON.stringify([numbersUrl, partUrls, locks, runEnvironment()])
}
