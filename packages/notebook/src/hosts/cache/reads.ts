import { AsyncLocalStorage } from 'node:async_hooks'
import { readdirSync, readFileSync } from 'node:fs'
import { digestFile, isUnchangedSince } from './file-digests.ts'
import { LastMade } from './last-made.ts'
import { toKey } from './to-key.ts'

/** What was read of the book while something was made, as plain data. */
export interface ReadList {
  /** Files with digests of their content, empty where there was no such file. */
  files: [path: string, digest: string][]
  /** Folders with the names in them. */
  folders: [path: string, names: string][]
  /** Entries of JSON files, by their names, with keys of their values. */
  entries: [path: string, name: string, key: string][]
}

/** The files that a run's results come from, with digests, and all files of the names that are in scope at once. */
export interface RunFiles {
  files: ReadList['files']
  /** Undefined where they cannot be told. */
  numbers: ReadList['files'] | undefined
}

/** Collects what is read while something is made, so that it can be told whether the same would be made again. */
export class Reads {
  readonly #files = new Map<string, string>()
  readonly #folders = new Map<string, string>()
  readonly #entries: ReadList['entries'] = []
  readonly #began = Date.now()
  #isWhole = true
  #usesNumbers = false
  #numbers: RunFiles['numbers']

  /** @param before what was read of the same */
  constructor(before?: ReadList) {
    for (const [path, digest] of before?.files ?? []) this.#files.set(path, digest)
    for (const [path, names] of before?.folders ?? []) this.#folders.set(path, names)
    this.#entries.push(...(before?.entries ?? []))
  }

  addFile(path: string, digest = digestFile(path) ?? ''): void {
    this.#isWhole &&= (this.#files.get(path) ?? digest) === digest
    this.#files.set(path, digest)
  }

  addFolder(path: string): void {
    const names = namesIn(path)
    this.#isWhole &&= (this.#folders.get(path) ?? names) === names
    this.#folders.set(path, names)
  }

  /** What stands in the file by now: others may write other entries meanwhile. */
  addEntry(path: string, name: string): void {
    this.#entries.push([path, name, entryOf(path, name)])
  }

  addRun({ files, numbers }: RunFiles): void {
    for (const [path, digest] of files) this.addFile(path, digest)
    this.#numbers = numbers
  }

  /** Code was run in this process that may use every name that is in scope at once; a run tells where these come from. */
  addNumbers(): void {
    this.#usesNumbers = true
  }

  get usesNumbers(): boolean {
    return this.#usesNumbers
  }

  /** Something was read whose content cannot be told. */
  addOther(): void {
    this.#isWhole = false
  }

  /** Undefined where not all of it can be told, or something was changed meanwhile. */
  list(): ReadList | undefined {
    const isSettled = ([path, digest]: [string, string]): boolean =>
      digest === '' || isUnchangedSince(path, this.#began)
    if (this.#usesNumbers && !this.#numbers) return undefined
    const files = new Map([...this.#files, ...(this.#usesNumbers ? (this.#numbers ?? []) : [])])
    const read = { files: [...files], folders: [...this.#folders], entries: this.#entries }
    return this.#isWhole && read.files.every(isSettled) && isAsRead(read) ? read : undefined
  }
}

/**
 * Whether all that was read is still the same.
 * @param digestOf gives the digest of a file
 */
export function isAsRead(
  { files, folders, entries }: ReadList,
  digestOf: (path: string) => string | undefined = digestFile,
): boolean {
  return (
    files.every(([path, digest]) => (digestOf(path) ?? '') === digest) &&
    folders.every(([path, names]) => namesIn(path) === names) &&
    entries.every(([path, name, key]) => entryOf(path, name) === key)
  )
}

function entryOf(path: string, name: string): string {
  return toKey(readEntries(path)?.[name]) ?? ''
}

const known = new LastMade<Record<string, unknown>>()

/** What stands in a JSON file, parsed again when it has changed. */
function readEntries(path: string): Record<string, unknown> | undefined {
  const digest = digestFile(path)
  if (digest === undefined) return undefined
  return known.get(
    path,
    digest,
    () => JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>,
  )
}

function namesIn(path: string): string {
  try {
    return readdirSync(path).sort().join('\n')
  } catch {
    // No name has a slash.
    return '/'
  }
}

const collecting = new AsyncLocalStorage<Reads>()

/** Does something, and collects what it reads, also after it has waited. */
export function collectReads<T>(reads: Reads, task: () => T): T {
  return collecting.run(reads, task)
}

/** Notes that a file is read, or is looked for. What keeps a file's content for later notes it each time it is used. */
export function noteFile(path: string): void {
  collecting.getStore()?.addFile(path)
}

/** Notes files with the digests that they had when they were read. */
export function noteFiles(files: ReadList['files']): void {
  for (const [path, digest] of files) collecting.getStore()?.addFile(path, digest)
}

/** Notes what the results of a run come from. */
export function noteRun(files: RunFiles): void {
  collecting.getStore()?.addRun(files)
}

/** Notes that code is run in this process that may use every name that is in scope at once. */
export function noteNumbers(): void {
  collecting.getStore()?.addNumbers()
}

/** Whether such code was run. */
export function usesNumbers(): boolean {
  return collecting.getStore()?.usesNumbers ?? false
}

/** Notes that an entry of a JSON file is read. */
export function noteEntry(path: string, name: string): void {
  collecting.getStore()?.addEntry(path, name)
}

/** Notes that the names in a folder are read. */
export function noteFolder(path: string): void {
  collecting.getStore()?.addFolder(path)
}

/** Notes that something is read, or has come to pass, of which no file tells: what is made of it is never kept. */
export function noteOther(): void {
  collecting.getStore()?.addOther()
}
