import { fork } from 'node:child_process'
import { constants, setPriority } from 'node:os'
import { dirname, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin, ViteDevServer } from 'vite'
import { withSlashes } from '../text/with-slashes.ts'
import type { FilesToCheck } from './check-files.ts'

/** Milliseconds for which files are gathered: tools save many of them at once, and each check is a process. */
const pause = 100

const script = fileURLToPath(new URL('./check-saved-files.ts', import.meta.url))

/** Who hears of a check. */
export interface Hearer {
  /** Takes what is wrong, one line for each. */
  tell: (lines: readonly string[]) => void
  onEnd: () => void
}

/** Starts a check; returns what ends it. */
export type StartCheck = (given: FilesToCheck, hearer: Hearer) => () => void

/**
 * Tells in the terminal of the development server what it does not look for itself, since that takes longer than a
 * save may: warnings, and types. A process of low priority checks each page that was saved, once it has been made; a
 * page with mistakes has these in its overlay, and is checked when they are mended. Modules, such as figures, are checked
 * when they are saved, and then the pages that are made anew with them.
 * @param tell is given one line for each
 */
export function checkSaved(
  options: FilesToCheck['options'],
  tell: (line: string) => void = console.warn,
  start: StartCheck = startCheck,
): Plugin {
  const checks = new Checks(options, tell, start)
  const lists = [options.symbols, options.references].map((it) =>
    withSlashes(resolve(options.root, it)),
  )
  const isOfBook = ownModules(options)
  /** Pages that were made, and those of them that have to be made anew, or are new. */
  const made = new Set<string>()
  const saved = new Set<string>()
  return {
    name: 'notebook-check-saved',
    enforce: 'post',
    apply: 'serve',
    configureServer({ httpServer }) {
      httpServer?.once('close', () => checks.end())
    },
    hotUpdate({ file, type, server }) {
      // All environments are told of one save.
      if (this.environment.name !== 'client') return
      if (file.endsWith('.mdx')) {
        checks.drop(file)
        if (type === 'delete') for (const it of [made, saved]) it.delete(file)
        else saved.add(file)
        return
      }
      const isUsed = isModule(file) && (isOfBook(file) || isInGraph(file, server))
      if (!isUsed && !lists.includes(file)) return
      for (const it of made) saved.add(it)
      checks.beginAnew(isUsed && type !== 'delete' ? [file] : [])
    },
    transform: {
      order: 'post',
      filter: { id: /\.mdx$/ },
      handler(_, id) {
        made.add(id)
        if (saved.delete(id)) checks.add(id)
      },
    },
  }
}

const isModule = (file: string): boolean =>
  /\.[cm]?[jt]sx?$/.test(file) && !file.includes('/node_modules/')

/** Whether a page that the server has made comes of a file: Vite also watches tests, scripts and what tools write. */
const isInGraph = (file: string, { environments }: ViteDevServer): boolean =>
  Object.values(environments).some(
    ({ moduleGraph }) => (moduleGraph.getModulesByFile(file)?.size ?? 0) > 0,
  )

/** Tells modules of the book, which a page may come to use: those of its library, and all that are in folders of these. */
function ownModules({ library, root }: FilesToCheck['options']): (file: string) => boolean {
  const modules = [library.numbers, ...Object.values(library.parts)].map((it) =>
    withSlashes(resolve(root, it)),
  )
  const top = withSlashes(resolve(root))
  // The book's own folder has all else, too.
  const folders = modules.map((it) => dirname(it)).filter((it) => it !== top)
  return (file) => modules.includes(file) || folders.some((it) => file.startsWith(`${it}/`))
}

/** Files that wait for a check, and the check that is under way: one at a time. */
class Checks {
  readonly #options: FilesToCheck['options']
  readonly #tell: (line: string) => void
  readonly #start: StartCheck
  readonly #waiting = new Set<string>()
  #running: { files: readonly string[]; end: () => void } | undefined
  #timer: NodeJS.Timeout | undefined
  /** What was told since the last save: pages may have it in common. */
  readonly #told = new Set<string>()

  constructor(options: FilesToCheck['options'], tell: (line: string) => void, start: StartCheck) {
    this.#options = options
    this.#tell = tell
    this.#start = start
  }

  /** Has a file checked as it is. */
  add(file: string): void {
    this.#waiting.add(file)
    this.#nextAfterPause()
  }

  /** A file was saved: what a check would tell is of a version that is no longer there. */
  drop(file: string): void {
    this.#told.clear()
    if (this.#running?.files.includes(file)) this.#stop()
    this.#waiting.delete(file)
    this.#nextAfterPause()
  }

  /** What any file may use was saved: files that are being checked are checked anew, and `more` with them. */
  beginAnew(more: readonly string[]): void {
    this.#told.clear()
    this.#stop()
    for (const it of more) this.#waiting.add(it)
    this.#nextAfterPause()
  }

  /** What ends now is followed by no other. */
  end(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#waiting.clear()
    const running = this.#running
    this.#running = undefined
    running?.end()
  }

  #stop(): void {
    const running = this.#running
    this.#running = undefined
    running?.end()
    for (const it of running?.files ?? []) this.#waiting.add(it)
  }

  #nextAfterPause(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.#next()
    }, pause)
  }

  #next(): void {
    if (this.#running || this.#timer || this.#waiting.size === 0) return
    const files = [...this.#waiting]
    this.#waiting.clear()
    const running = { files, end: () => {} }
    this.#running = running
    const { root } = this.#options
    running.end = this.#start(
      { files: files.map((it) => withSlashes(relative(root, it))), options: this.#options },
      {
        tell: (lines) => {
          if (this.#running === running) this.#tellNew(lines)
        },
        onEnd: () => {
          if (this.#running !== running) return
          this.#running = undefined
          this.#next()
        },
      },
    )
  }

  #tellNew(lines: readonly string[]): void {
    for (const line of lines) {
      if (!this.#told.has(line)) this.#tell(line)
      this.#told.add(line)
    }
  }
}

function startCheck(given: FilesToCheck, { tell, onEnd }: Hearer): () => void {
  const child = fork(script, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  // The page that is being written goes first.
  if (child.pid !== undefined) lower(child.pid)
  child.on('message', (lines: string[]) => tell(lines))
  // What cannot be started tells nothing: the check of the book does.
  child.on('error', onEnd)
  child.on('exit', onEnd)
  // Functions cannot be sent: those of a book’s tags have had their say when the page was made.
  child.send(JSON.parse(JSON.stringify(given)) as FilesToCheck)
  return () => child.kill()
}

function lower(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW)
  } catch {
    // It has ended, or the system has no such thing.
  }
}
