import type { Part } from '../../kernel/protocol.ts'

/** The global variable in which a part's script leaves its exports. */
export function globalOf(part: Part): string {
  return `__notebook_${part}`
}

type Exports = Record<string, unknown>

/** Asks the page for parts, each once, and runs what it sends. */
export class Parts {
  readonly #ask: (part: Part) => void
  readonly #waiting = new Map<Part, { promise: Promise<Exports>; resolve: (exports: Exports) => void; reject: (error: Error) => void }>()

  constructor(ask: (part: Part) => void) {
    this.#ask = ask
  }

  load(part: Part): Promise<Exports> {
    const known = this.#waiting.get(part)
    if (known) return known.promise
    const waiting = Promise.withResolvers<Exports>()
    this.#waiting.set(part, waiting)
    this.#ask(part)
    return waiting.promise
  }

  /** Runs a part's script. A blob is all that the frame's content security policy lets a worker load. */
  receive(part: Part, script: string): void {
    const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }))
    importScripts(url)
    URL.revokeObjectURL(url)
    this.#waiting.get(part)?.resolve((globalThis as unknown as Record<string, Exports>)[globalOf(part)])
  }

  /** The part could not be had; whoever asks again makes another try. */
  refuse(part: Part, message: string): void {
    this.#waiting.get(part)?.reject(new Error(message))
    this.#waiting.delete(part)
  }
}
