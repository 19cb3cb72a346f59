import type { RunId } from '../../kernel/events.ts'
import type { Json } from '../../kernel/json.ts'

/** What a session knows of one input: its newest value, how far that has come, and the last that was computed. */
export class InputState {
  readonly name: string
  #value: Json
  /** `waiting` to be sent, `sent` with a run that has not settled, or `computed`. */
  #stage: 'waiting' | 'sent' | 'computed' = 'computed'
  /** The last value that was sent, until its run settles. */
  #sent: { run: RunId; value: Json } | undefined
  #computed: Json

  constructor(name: string, value: Json) {
    this.name = name
    this.#value = value
    this.#computed = value
  }

  get value(): Json {
    return this.#value
  }

  /** The last value that a worker has computed everything for: no cell hangs at it. */
  get computed(): Json {
    return this.#computed
  }

  get isWaiting(): boolean {
    return this.#stage === 'waiting'
  }

  /** Takes a new value; an older one that is still waiting is dropped. */
  set(value: Json): void {
    this.#value = value
    this.#stage = 'waiting'
  }

  send(run: RunId): void {
    this.#stage = 'sent'
    this.#sent = { run, value: this.#value }
  }

  /** Whether its newest value went out with `run`. */
  wasSentWith(run: RunId): boolean {
    return this.#sent?.run === run
  }

  /** Everything up to `run` has been computed. */
  settle(run: RunId): void {
    if (!this.#sent || this.#sent.run > run) return
    this.#computed = this.#sent.value
    this.#sent = undefined
    if (this.#stage === 'sent') this.#stage = 'computed'
  }

  /** The request that carried `run` was refused: its values wait again. */
  cancel(run: RunId): void {
    if (this.#sent?.run === run) this.reset()
  }

  /** The worker is gone: whatever it had not computed waits for the next one. */
  reset(): void {
    this.#sent = undefined
    if (this.#stage === 'sent') this.#stage = 'waiting'
  }
}
