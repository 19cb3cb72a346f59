import type { Part } from '../../kernel/protocol.ts'

/** The global variable in which a part's script leaves its exports. */
export function globalOf(part: Part): string {
  return `__notebook_${part}`
}

type Exports = Record<string, unknown>

/** Asks the page for parts, each once, and runs what it sends. A part that cannot be had is the end of this worker. */
export class Parts {
  readonly #ask: (part: Part) => void
  readonly #asked = new Map<Part, PromiseWithResolvers<Exports>>()

  constructor(ask: (part: Part) => void) {
    this.#ask = ask
  }

  load(part: Part): Promise<Exports> {
    const known = this.#asked.get(part)
    if (known) return known.promise
    const asked = Promise.withResolvers<Exports>()
    this.#asked.set(part, asked)
    this.#ask(part)
    return asked.promise
  }

  /**
   * Runs a part's script. A blob is all that the frame's content security policy lets a worker load.
   * @throws Error for a script that has come only in part.
   */
  receive(part: Part, script: string): void {
    const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }))
    importScripts(url)
    URL.revokeObjectURL(url)
    const exports = (globalThis as unknown as Record<string, Exports | undefined>)[globalOf(part)]
    if (!exports) throw new Error(`nothing in part: ${part}`)
    this.#asked.get(part)?.resolve(exports)
  }
}
