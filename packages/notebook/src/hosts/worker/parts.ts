import type { Part } from '../../kernel/protocol.ts'
import { runScript } from './run-script.ts'

/** The global variable in which a part's script leaves its exports. */
export function globalOf(part: Part): string {
  return `__notebook_${part}`
}

type Exports = Record<string, unknown>

/**
 * Asks the page for parts, each once, and runs the scripts that it sends. If a part cannot be
 * loaded, the page ends this worker.
 */
export class Parts {
  readonly #request: (part: Part) => void
  readonly #requested = new Map<Part, PromiseWithResolvers<Exports>>()

  constructor(request: (part: Part) => void) {
    this.#request = request
  }

  load(part: Part): Promise<Exports> {
    const known = this.#requested.get(part)
    if (known) return known.promise
    const exports = Promise.withResolvers<Exports>()
    this.#requested.set(part, exports)
    this.#request(part)
    return exports.promise
  }

  /**
   * Runs a part's script.
   * @throws Error for a script that is incomplete.
   */
  receive(part: Part, script: string): void {
    runScript(script)
    const exports = (globalThis as unknown as Record<string, Exports | undefined>)[globalOf(part)]
    if (!exports) throw new Error(`nothing in part: ${part}`)
    this.#requested.get(part)?.resolve(exports)
  }
}
