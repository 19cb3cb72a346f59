/** What each message costs, each thousand characters in it, and each millisecond that the page takes to read it. */
const price = { message: 1, thousand: 0.1, millisecond: 20 }
/** What is won back in a second. An animation that all of a chapter's cells follow, at 60 frames a second, costs less. */
const perSecond = 10_000
/** What can be saved up: enough for all that has come while the page itself was held up for two seconds. */
const most = 20_000

/**
 * What a worker may cost the page. Cells cannot be kept from sending messages of their own making, nor those from being
 * delivered; but a sandbox that spends more than this is ended, long before the page is slow.
 */
export class Budget {
  readonly #now: () => number
  #left = most
  #countedAt: number

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
    this.#countedAt = now()
  }

  /** Reads one message, and pays for it and its length. Nothing is read any more when all is spent. */
  spend<T>(read: () => T, countCharacters: (it: T) => number): T | undefined {
    const began = this.#now()
    this.#left = Math.min(most, this.#left + ((began - this.#countedAt) * perSecond) / 1000)
    this.#countedAt = began
    if (this.#left <= 0) return undefined
    const result = read()
    this.#left -=
      price.message +
      (countCharacters(result) / 1000) * price.thousand +
      (this.#now() - began) * price.millisecond
    return result
  }

  get spent(): boolean {
    return this.#left <= 0
  }
}
