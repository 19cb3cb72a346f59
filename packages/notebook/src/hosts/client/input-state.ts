import type { RunId } from '../../kernel/events.ts'
import type { Json } from '../../kernel/json.ts'

/** What a session knows of one input: its newest value, and how far that has come. */
export class InputState {
  readonly name: string
  #value: Json
  /** `waiting` to be sent, `sent` with a run that has not settled, or `computed`. */
  #stage: 'waiting' | 'sent' | 'computed' = 'computed'
  #run: RunId = 0

  constructor(name: string, value: Json) {
    this.name = name
    this.#value = value
  }

  get value(): Json {
    return this.#value
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
    this.#run = run
  }

  /** Everything up to `run` has been computed. */
  settle(run: RunId): void {
    if (this.#stage === 'sent' && this.#run <= run) this.#stage = 'computed'
  }

  /** The request that carried `run` was refused: its values wait again. */
  cancel(run: RunId): void {
    if (this.#stage === 'sent' && this.#run === run) this.#stage = 'waiting'
  }

  /** The worker is gone: whatever it had not computed waits for the next one. */
  reset(): void {
    if (this.#stage === 'sent') this.#stage = 'waiting'
  }
}
