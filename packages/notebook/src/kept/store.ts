/** What a record tells of: a published cell with other code, a cell of the reader's own, or an input. */
export type KeptKind = 'edit' | 'own' | 'input'

/** One thing that the reader changed, as the browser keeps it. */
export interface Kept {
  /** The page's address below the book's own. */
  page: string
  kind: KeptKind
  name: string
  /** When it was changed; of two records of one thing the newer one holds. */
  at: number
  /** What `kind` says; null once it is taken back. */
  value: unknown
}

const storeName = 'changes'

/** Milliseconds after which a store that does not answer counts as broken. */
const patience = 5000

/** The browser's database of one book's changes. Every method rejects where it is denied, full or broken. */
export class ChangeStore {
  readonly #name: string
  #open: Promise<IDBDatabase> | undefined

  /** @param book the book's name: several may share one origin */
  constructor(book: string) {
    this.#name = `notebook-changes:${book}`
  }

  /** All records, or those of a page, of a kind on it, or of one name: data of other pages may be long. */
  async all(
    ...[page, kind, name]: [page?: string, kind?: KeptKind, name?: string]
  ): Promise<Kept[]> {
    const key = [page, kind, name].filter((it) => it !== undefined)
    // A list comes after all texts.
    const range = key.length > 0 ? IDBKeyRange.bound(key, [...key, []]) : null
    const found = await this.#run<unknown[]>('readonly', (store) => store.getAll(range))
    return found.filter(isKept)
  }

  async put(records: readonly Kept[]): Promise<void> {
    await this.#run('readwrite', (store) => {
      for (const record of records) store.put(record)
    })
  }

  async remove(records: readonly Pick<Kept, 'page' | 'kind' | 'name'>[]): Promise<void> {
    await this.#run('readwrite', (store) => {
      for (const { page, kind, name } of records) store.delete([page, kind, name])
    })
  }

  /** Resolves when the transaction is complete: before that nothing is kept. */
  async #run<T>(
    mode: IDBTransactionMode,
    act: (store: IDBObjectStore) => IDBRequest<T> | void,
  ): Promise<T> {
    const database = await within(patience, (this.#open ??= this.#connect()))
    const done = new Promise<T>((resolve, reject) => {
      // Written to the disk, where the browser offers that: a crash of the machine loses nothing.
      const transaction = database.transaction(storeName, mode, { durability: 'strict' })
      const request = act(transaction.objectStore(storeName))
      transaction.oncomplete = () => resolve(request?.result as T)
      transaction.onabort = () => reject(transaction.error ?? new Error('store: aborted'))
    })
    return within(patience, done).catch((error: unknown) => {
      // A database that was closed under us is opened anew by the next request.
      this.#open = undefined
      throw error
    })
  }

  #connect(): Promise<IDBDatabase> {
    const opened = new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(this.#name, 1)
      request.onupgradeneeded = () =>
        request.result.createObjectStore(storeName, { keyPath: ['page', 'kind', 'name'] })
      request.onsuccess = () => {
        const forget = (): void => void (this.#open = undefined)
        // Another tab that wants to change or delete it must not wait for this one.
        request.result.onversionchange = () => (request.result.close(), forget())
        // As the browser does where the site's data is cleared.
        request.result.onclose = forget
        resolve(request.result)
      }
      request.onerror = () => reject(request.error ?? new Error('store: cannot be opened'))
    })
    opened.catch(() => (this.#open = undefined))
    return opened
  }
}

/** The database may hold anything: other programs of the origin write to it too. */
export function isKept(record: unknown): record is Kept {
  if (typeof record !== 'object' || record === null) return false
  const { page, kind, name, at } = record as Partial<Record<keyof Kept, unknown>>
  return (
    typeof page === 'string' &&
    typeof name === 'string' &&
    Number.isFinite(at) &&
    (kind === 'edit' || kind === 'own' || kind === 'input')
  )
}

function within<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error('store: no answer')), milliseconds)
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}
