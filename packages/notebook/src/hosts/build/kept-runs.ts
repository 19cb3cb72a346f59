import { readdirSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { digestFile, isUnchangedSince } from '../cache/file-digests.ts'
import { findPackageFile } from '../cache/find-locks.ts'
import { toKey } from '../cache/to-key.ts'
import { noteOther, noteRun, usesNumbers, type RunFiles } from '../cache/reads.ts'
import { findAll, findSources, type Imports } from './find-sources.ts'
import type { CellResults } from './cell-results.ts'
import type { ProgramOptions } from './run-program.ts'
import type { ThreadData } from './thread-messages.ts'

/** The first module of a thread. */
export const startUrl = new URL('./start-thread.mjs', import.meta.url)

/** A run that came to its end. */
export interface FinishedRun {
  results: Map<string, CellResults>
  /** What its thread has imported; undefined where the results may not be kept. */
  imports: Imports | undefined
  /** When its thread was started, in milliseconds. */
  began: number
}

/** What is kept of a run: its results, and the files that they came from, with digests of their content; paths from the root. */
interface KeptRun extends RunFiles {
  results: Map<string, CellResults>
}

type Results = Map<string, CellResults>

/** The results of an earlier run of the same program, if none of the files they came from has changed since. */
export function findRun(data: ThreadData, options: ProgramOptions): Results | undefined {
  const key = options.cache && keyOf(data, options)
  const kept = key && (options.cache?.get(key) as KeptRun | undefined)
  if (!kept) return undefined
  const { root = process.cwd() } = options
  const { files, numbers } = fromRoot(kept, root)
  const isSame = (it: RunFiles['files']): boolean =>
    it.every(([path, digest]) => digestFile(path) === digest)
  // A page whose own checks use the library is asked for all that it is by now.
  if (!isSame(files) || (usesNumbers() && !isSame(numbers ?? []))) return undefined
  noteRun({ files, numbers })
  return withOrigins(kept.results, (path) => resolve(root, path))
}

/** Results with the files in which their cells' failures were thrown by other paths. */
function withOrigins(results: Results, toPath: (path: string) => string): Results {
  const moved = ([name, it]: [string, CellResults]): [string, CellResults] => {
    const { origin } = it
    return [name, origin ? { ...it, origin: { ...origin, file: toPath(origin.file) } } : it]
  }
  return new Map([...results].map(moved))
}

/** The same with whole paths. */
function fromRoot({ files, numbers }: RunFiles, root: string): RunFiles {
  const whole = ([path, digest]: [string, string]): [string, string] => [
    resolve(root, path),
    digest,
  ]
  return { files: files.map(whole), numbers: numbers?.map(whole) }
}

/**
 * Keeps the results of a run, also for those who ask for no trials. Nothing is kept where a file was changed while it
 * ran, or where more than files may have had a part in the results.
 */
export function keepRun(data: ThreadData, options: ProgramOptions, run: FinishedRun): void {
  const { cache, root = process.cwd() } = options
  const files = run.imports && listFiles(data, run, root)
  if (!cache || !files) return noteOther()
  const numbers = digestAll(findAll(data.numbersUrl, run.imports ?? {}), run, root)
  noteRun(fromRoot({ files, numbers }, root))
  const keep = (asked: ThreadData, results: Results): void => {
    const key = keyOf(asked, options)
    if (key) cache.put(key, { files, numbers, results } satisfies KeptRun)
  }
  const results = withOrigins(run.results, (path) => relative(root, path))
  keep(data, results)
  if (data.trials.length > 0 || data.ends)
    keep(
      { ...data, trials: [], untried: [], ends: undefined, wereCostly: undefined },
      withoutTrials(results),
    )
}

/** What was drawn at the opening values alone. */
function withoutTrials(results: Results): Results {
  const entries = [...results].map(([name, { tried: _, isQuick: __, ...drawn }]) => [name, drawn])
  return new Map(entries as [string, CellResults][])
}

/** All that a run depends on, apart from the content of files. */
function keyOf(
  { program, missing, ends, wereCostly, trials, untried }: ThreadData,
  { library, timeLimit, clockLimit }: ProgramOptions,
): string | undefined {
  const asked = { program, missing, ends, wereCostly, trials, untried, timeLimit, clockLimit }
  return toKey(['run 3', asked, library.numbers, Object.entries(library.parts), runEnvironment()])
}

/** What else cells may tell apart. */
export function runEnvironment(): unknown[] {
  const { node, v8, icu, unicode, tz } = process.versions
  const { locale, timeZone } = Intl.DateTimeFormat().resolvedOptions()
  // Flags that change which modules are loaded; others tune the engine.
  const flags = [...process.execArgv, process.env['NODE_OPTIONS'] ?? ''].filter((it) =>
    /^(?:-C|-r|--conditions|--import|--require|--loader|--experimental)|\s-/.test(it),
  )
  const { platform, arch } = process
  return [{ node, v8, icu, unicode, tz }, { locale, timeZone, platform, arch }, flags]
}

/** The files that a run's results come from; undefined if they cannot be told, or have changed since it began. */
function listFiles(
  { program, numbersUrl, partUrls, locks }: ThreadData,
  run: FinishedRun,
  root: string,
): KeptRun['files'] | undefined {
  const sources = findSources(run.imports ?? {}, {
    engine: startUrl.href,
    library: [numbersUrl, ...partUrls],
    names: [...new Set(program.cells.flatMap(({ inputs }) => inputs))],
  })
  if (!sources) return undefined
  if (!listOwn().every((it) => isUnchangedSince(it, performance.timeOrigin))) return undefined
  const paths = new Set([...sources, ...sources.flatMap(findPackageFile), ...listOwn(), ...locks])
  return digestAll([...paths], run, root)
}

/** Files with digests; undefined if one is missing, or has changed since a run began. */
function digestAll(
  paths: readonly string[] | undefined,
  { began }: FinishedRun,
  root: string,
): KeptRun['files'] | undefined {
  const files = paths?.map((path): [string, string] => [
    relative(root, path),
    isUnchangedSince(path, began) ? (digestFile(path) ?? '') : '',
  ])
  return files?.every(([, digest]) => digest !== '') ? files : undefined
}

/** What collects the results in this process, as it was loaded. */
function listOwn(): string[] {
  const folder = import.meta.dirname
  return readdirSync(folder).map((it) => join(folder, it))
}
