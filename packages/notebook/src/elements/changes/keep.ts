import { name as book } from 'virtual:notebook-name'
import { ChangeStore, isKept, type Kept, type KeptKind } from '../../kept/store.ts'
import type { Json } from '../../kernel/json.ts'
import { bookBase } from '../book-base.ts'

type Listener = (record: Kept) => void

const store = new ChangeStore(book)
const listeners = new Set<Listener>()
/** A record that no transaction has been given, and whether it was kept then. */
interface Waiting {
  record: Kept
  kept: PromiseWithResolvers<boolean>
}

/** Of each thing the newest record. */
const waiting = new Map<string, Waiting>()
let isWriting = false

/**
 * The page's address below the book's own, by which its changes are found wherever the book is served; a page that was
 * taken home says which one it was.
 */
export const page = document.documentElement.dataset['home'] ?? addressBelow(location.pathname)

/** What stands behind the book's own address; the whole of it where it is not the book's. */
export function addressBelow(path: string): string {
  return path.startsWith(bookBase) ? path.slice(bookBase.length) : path
}

const channel = openChannel()

function openChannel(): BroadcastChannel | undefined {
  try {
    const opened = new BroadcastChannel(`notebook-changes:${book}`)
    opened.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (isKept(data) && data.page === page) for (const listener of listeners) listener(data)
    }
    return opened
  } catch {
    // A frame without an origin: there is no other tab to agree with.
    return undefined
  }
}

/** Calls `listener` with what another tab changes on this page. */
export function onOtherTab(listener: Listener): void {
  listeners.add(listener)
}

/**
 * Keeps one thing that the reader changed on this page, and tells other tabs. Resolves to whether the
 * database has it.
 */
export function keep(kind: KeptKind, name: string, value: { at: number } | null): Promise<boolean> {
  return keepRecord({ page, kind, name, at: value?.at ?? Date.now(), value })
}

/** An input's value, as it is kept. */
export function toKept(value: Json): { value: Json; at: number } {
  return { value, at: Date.now() }
}

/** The same for any page of the book. */
export function keepRecord(record: Kept): Promise<boolean> {
  channel?.postMessage(record)
  const id = `${record.page}\n${record.kind}\n${record.name}`
  const kept = waiting.get(id)?.kept ?? Promise.withResolvers<boolean>()
  waiting.set(id, { record, kept })
  if (!isWriting) void writeAll()
  return kept.promise
}

/** One transaction at a time, each with all that came meanwhile. */
async function writeAll(): Promise<void> {
  isWriting = true
  while (waiting.size > 0) {
    const next = [...waiting.values()]
    waiting.clear()
    await write(next)
  }
  isWriting = false
}

/** Where there is no room for all, each by itself: one that is too long must not take others with it. */
async function write(next: readonly Waiting[]): Promise<void> {
  try {
    const records = next.map(({ record }) => record)
    await store.put(records.filter(({ value }) => value !== null))
    await store.remove(records.filter(({ value }) => value === null))
    for (const { kept } of next) kept.resolve(true)
  } catch (error) {
    if (next.length > 1 && (error as Error).name === 'QuotaExceededError')
      for (const it of next) await write([it])
    else for (const { kept } of next) kept.resolve(false)
  }
}

/**
 * What is kept of the book, or of what a key begins with (`ChangeStore.all`); nothing where the database is denied or
 * broken.
 */
export async function readKept(...key: Parameters<ChangeStore['all']>): Promise<Kept[]> {
  try {
    return await store.all(...key)
  } catch {
    return []
  }
}
