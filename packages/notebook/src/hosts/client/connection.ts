import type { Request } from '../../kernel/protocol.ts'
import type { KernelHost, KernelHostEvents } from './kernel-host.ts'

export interface ConnectionOptions {
  /** Opens a place for the kernel to run in. */
  open: (events: KernelHostEvents) => Promise<KernelHost>
  /** What each new worker is sent first. */
  toLoad: () => Request
  events: KernelHostEvents
}

/**
 * One worker at a time, opened when it is first needed and again after each end. Events of former
 * workers are ignored.
 */
export class Connection {
  readonly #options: ConnectionOptions
  #current: Promise<KernelHost> | undefined

  constructor(options: ConnectionOptions) {
    this.#options = options
  }

  get isOpen(): boolean {
    return this.#current !== undefined
  }

  /** Opens a worker before it is needed. */
  start(): void {
    void this.#open()
  }

  /**
   * Sends a request when the worker is there. Resolves to false where that worker could not be
   * opened, or was ended.
   */
  async send(request: Request): Promise<boolean> {
    const current = this.#open()
    const host = await current.catch(() => undefined)
    if (!host || this.#current !== current) return false
    host.send(request)
    return true
  }

  /**
   * Ends the worker, whatever it is doing; one that is still being opened is ended as soon as it is
   * there.
   */
  end(): void {
    this.#current?.then(
      (host) => host.end(),
      () => {},
    )
    this.#current = undefined
  }

  #open(): Promise<KernelHost> {
    if (this.#current) return this.#current
    const { open, toLoad, events } = this.#options
    const isCurrent = (): boolean => this.#current === opening
    const opening: Promise<KernelHost> = open(onlyWhile(isCurrent, events)).then((host) => {
      host.send(toLoad())
      return host
    })
    opening.catch(() => isCurrent() && events.onFault({ kind: 'notLoaded' }))
    this.#current = opening
    return opening
  }
}

/** Ignores events once `isCurrent` is false. */
function onlyWhile(isCurrent: () => boolean, events: KernelHostEvents): KernelHostEvents {
  const guard =
    <T>(listener: (message: T) => void) =>
    (message: T): void => {
      if (isCurrent()) listener(message)
    }
  return {
    onReply: guard(events.onReply),
    onFlood: guard(events.onFlood),
    onFault: guard(events.onFault),
    onBroken: guard(events.onBroken),
  }
}
