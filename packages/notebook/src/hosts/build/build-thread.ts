import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { isUnchangedSince } from '../cache/file-digests.ts'
import { findPackageFile } from '../cache/find-locks.ts'
import { collectResults, type Outcome } from './collect-results.ts'
import { findBusyPlace } from './find-busy-place.ts'
import type { Origin } from './find-origin.ts'
import { isStateless, type Imports } from './find-sources.ts'
import { startUrl } from './kept-runs.ts'
import type { KnownModules } from './module-table.ts'
import type { Limits } from './cell-watch.ts'
import { answerStripping } from './strip-types.ts'
import type { ThreadData } from './thread-messages.ts'

/** A thread that runs programs, one after the other. */
export class BuildThread {
  /** When it was started, in milliseconds: its modules are from then or later. */
  readonly began = Date.now()
  /** What all programs that it may run have in common. */
  readonly key: string
  readonly #worker: Worker
  /** The files that decide what its modules are. */
  #files: readonly string[] = []
  #imports: Imports = {}
  #isStateless = false

  /** @param known modules that it need not find and read itself */
  constructor(key: string, known: KnownModules) {
    this.key = key
    const stripping = answerStripping()
    this.#worker = new Worker(startUrl, {
      workerData: { stripping, known },
      transferList: [stripping.port],
    })
    // What fails while no program runs, as while it is ended, is nobody's.
    this.#worker.on('error', () => {})
  }

  /** What its modules have imported so far. */
  get imports(): Imports {
    return this.#imports
  }

  /**
   * Runs a program.
   * @throws CellError, ProgramErrors; the thread must be ended then.
   */
  async run(data: ThreadData, limits: Limits): Promise<Outcome> {
    this.#worker.ref()
    this.#worker.postMessage(data)
    const outcome = await collectResults(data.program, this.#worker, limits)
    // A thread that rests keeps no process alive.
    this.#worker.unref()
    if (outcome.found) this.#note(outcome.found, data)
    return { ...outcome, isClean: outcome.isClean && this.#isStateless }
  }

  /**
   * Runs a program that does not end in a thread that has run nothing yet, and says in which file it computes then. V8
   * tells the lines only of code that it has watched from the beginning. The thread must be ended then.
   */
  async findBusyPlace(data: ThreadData, limits: Limits): Promise<Origin | undefined> {
    await once(this.#worker, 'online')
    const profile = await this.#worker.startCpuProfile()
    await this.run(data, limits).catch(() => {})
    return findBusyPlace(await profile.stop())
  }

  /** Whether what it has loaded is still what stands in the files. */
  isCurrent(): boolean {
    return this.#files.every((it) => isUnchangedSince(it, this.began))
  }

  async end(): Promise<void> {
    await this.#worker.terminate()
  }

  /** Notes what a program has loaded; most load nothing that the ones before have not. */
  #note({ imports }: KnownModules, { numbersUrl, partUrls, locks }: ThreadData): void {
    if (Object.keys(imports).length === 0) return
    this.#imports = mergeImports(this.#imports, imports)
    const urls = Object.values(this.#imports).flatMap((it) => Object.values(it))
    const paths = urls.filter((it) => it.startsWith('file:')).map((it) => fileURLToPath(it))
    this.#files = [...new Set([...paths, ...paths.flatMap(findPackageFile), ...locks])]
    this.#isStateless = isStateless([numbersUrl, ...partUrls], this.#imports)
  }
}

function mergeImports(former: Imports, added: Imports): Imports {
  const merged = Object.entries(added).map(([url, it]) => [url, { ...former[url], ...it }] as const)
  return { ...former, ...Object.fromEntries(merged) }
}
