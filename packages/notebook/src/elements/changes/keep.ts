import { name as book } from 'virtual:notebook-name'
import { ChangeStore, isKept, type Kept, type KeptKind } from '../../kept/store.ts'
import type { Json } from '../../kernel/json.ts'
import { bookBase } from '../book-base.ts'

type Listener = (record: Kept) => void

const store = new ChangeStore(book)
const listeners = new Set<Listener>()
/** Records that no transaction has been given; of each thing the newest. */
const waiting = new Map<string, Kept>()
let writing: Promise<boolean> | undefined

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
  waiting.set(`${record.page}\n${record.kind}\n${record.name}`, record)
  writing ??= write()
  return writing
}

/** One transaction at a time, each with all that came meanwhile. */
async function write(): Promise<boolean> {
  try {
    while (waiting.size > 0) {
      const records = [...waiting.values()]
      waiting.clear()
      await store.put(records.filter(({ value }) => value !== null))
      await store.remove(records.filter(({ value }) => value === null))
    }
    return true
  } catch {
    return false
  } finally {
    writing = undefined
  }
}

/** All that is kept of the book; nothing where the database is denied or broken. */
export async function readKept(): Promise<Kept[]> {
  try {
    return await store.all()
  } catch {
    return []
  }
}
