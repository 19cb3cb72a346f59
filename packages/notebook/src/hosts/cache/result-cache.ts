import { createHash, randomUUID } from 'node:crypto'
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { deserialize, serialize } from 'node:v8'

/** Bytes of the digest that stands before each entry. */
const digestLength = 32
/** Milliseconds after which an entry that is used is marked as used again. */
const markEvery = 3_600_000

interface Entry {
  path: string
  size: number
  used: number
}

/**
 * What was computed before, in files named by what it was computed from. Several processes may use one folder at once:
 * an entry is written beside its place and then renamed. One that is damaged counts as missing, and a folder that
 * cannot be written keeps nothing.
 */
export class ResultCache {
  readonly #folder: string
  readonly #limit: number
  /** Bytes that this process may still write before it looks whether the folder has grown too large. */
  #left = 0

  /** @param limit bytes that the folder may hold; the entries that were not used for longest go first */
  constructor(folder: string, limit: number = 2 ** 30) {
    this.#folder = folder
    this.#limit = limit
  }

  /** A copy of what was kept; undefined where there is none. */
  get(key: string): unknown {
    const path = this.#pathOf(key)
    try {
      const bytes = readFileSync(path)
      const payload = bytes.subarray(digestLength)
      if (!digest(payload).equals(bytes.subarray(0, digestLength))) return undefined
      markUsed(path)
      return deserialize(payload)
    } catch {
      return undefined
    }
  }

  /** Keeps plain data, in the place of what was kept before. */
  put(key: string, value: unknown): void {
    const path = this.#pathOf(key)
    const unfinished = `${path}.${randomUUID()}.tmp`
    try {
      const payload = serialize(value)
      writeInFolder(unfinished, Buffer.concat([digest(payload), payload]))
      renameSync(unfinished, path)
      this.#makeRoom(payload.length)
    } catch {
      remove(unfinished)
    }
  }

  #pathOf(key: string): string {
    return join(this.#folder, key.slice(0, 2), key.slice(2))
  }

  /** Looks at the folder when this process has written an eighth of what it may hold, and at the first time. */
  #makeRoom(written: number): void {
    this.#left -= written
    if (this.#left > 0) return
    this.#left = this.#limit / 8
    let total = 0
    for (const { path, size } of listEntries(this.#folder)) {
      total += size
      if (total > this.#limit) remove(path)
    }
  }
}

/** All entries, the one that was used last first. Another process may remove some meanwhile. */
function listEntries(folder: string): Entry[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .flatMap((name) => {
      const path = join(folder, name)
      const found = statSync(path, { throwIfNoEntry: false })
      return found?.isFile() ? [{ path, size: found.size, used: found.mtimeMs }] : []
    })
    .sort((a, b) => b.used - a.used)
}

/** Makes the folder where there is none yet, which is seldom. */
function writeInFolder(path: string, bytes: Uint8Array): void {
  try {
    writeFileSync(path, bytes)
  } catch {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, bytes)
  }
}

function markUsed(path: string): void {
  const now = new Date()
  if (now.getTime() - statSync(path).mtimeMs > markEvery) utimesSync(path, now, now)
}

/** Removes a file, if that can be done. */
function remove(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // Where the folder cannot be written, or is none, there is nothing to remove.
  }
}

function digest(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest()
}
