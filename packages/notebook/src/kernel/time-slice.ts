/** Milliseconds of work without a rest: newer values, and pings of the watchdog, wait no longer. */
const slice = 30

/** Cuts long work into slices, between which the host can handle the messages in its queue. */
export class TimeSlice {
  readonly #clock: () => number
  readonly #breathe: () => Promise<void>
  #began = 0

  constructor(clock: () => number, breathe: () => Promise<void>) {
    this.#clock = clock
    this.#breathe = breathe
  }

  get isOver(): boolean {
    return this.#clock() - this.#began > slice
  }

  begin(): void {
    this.#began = this.#clock()
  }

  /** Rests, then begins the next slice. */
  async rest(): Promise<void> {
    await this.#breathe()
    this.begin()
  }
}
