import type { RunId } from '../../kernel/events.ts'
import { Kernel, type KernelOptions } from '../../kernel/kernel.ts'
import type { Program } from '../../kernel/program.ts'

/** A kernel that is changed time and again, and waited for each time. */
export class SettlingKernel {
  readonly #kernel: Kernel
  #run = 0
  #onSettled = (): void => {}

  /** Its `emit` is not told of runs that settle after the next one has begun. */
  constructor(program: Program, { emit, ...options }: KernelOptions) {
    this.#kernel = new Kernel(program, {
      ...options,
      emit: (event) => {
        if (event.type === 'settled' && event.run !== this.#run) return
        emit(event)
        if (event.type === 'settled') this.#onSettled()
      },
    })
  }

  /** Changes the kernel in a run of its own, and resolves when all that follows from it is computed. */
  settle(change: (kernel: Kernel, run: RunId) => void): Promise<void> {
    const run = ++this.#run
    return new Promise((resolve) => {
      this.#onSettled = resolve
      change(this.#kernel, run)
    })
  }

  dispose(): void {
    this.#kernel.dispose()
  }
}
