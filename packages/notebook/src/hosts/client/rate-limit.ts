/**
 * The price of each message, of each thousand characters in it, and of each millisecond that the
 * page takes to read it.
 */
const price = { message: 1, thousand: 0.1, millisecond: 10 }
/** A message costs no more than for so many milliseconds: a machine that sleeps, or works for others, has not read meanwhile. */
const longestRead = 1_200
/**
 * What is refilled in a second in which nothing is read: more than an animation costs which all of a chapter's cells follow
 * at 60 frames a second.
 */
const refillPerSecond = 10_000
/**
 * The most that can be saved up: enough for what arrives while the page itself is busy for two
 * seconds.
 */
const capacity = 20_000

/**
 * A rate limit (a token bucket) for a worker's messages. Nothing can keep a cell from sending
 * messages of its own, or the browser from delivering them; but a sandbox that spends more than
 * this is ended, long before the page becomes slow.
 */
export class RateLimit {
  readonly #now: () => number
  #balance = capacity
  #readUntil: number

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
    this.#readUntil = now()
  }

  /**
   * Reads one message, and pays for it, its length and the time that it took. Reads nothing once
   * all is spent.
   */
  spend<T>(read: () => T, countCharacters: (message: T) => number): T | undefined {
    const began = this.#now()
    const refill = ((began - this.#readUntil) * refillPerSecond) / 1000
    this.#balance = Math.min(capacity, this.#balance + refill)
    this.#readUntil = began
    if (this.#balance <= 0) return undefined
    const result = read()
    this.#readUntil = this.#now()
    this.#balance -=
      price.message +
      (countCharacters(result) / 1000) * price.thousand +
      Math.min(longestRead, this.#readUntil - began) * price.millisecond
    return result
  }

  get isSpent(): boolean {
    return this.#balance <= 0
  }
}
