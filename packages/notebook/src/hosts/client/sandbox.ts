import partUrls from 'virtual:notebook-parts'
import type { CompiledCell } from '../../kernel/program.ts'
import type { Part, Request } from '../../kernel/protocol.ts'
import type { Message } from '../../strings/message.ts'
import { carriedText } from './carried.ts'
import { RateLimit } from './rate-limit.ts'
import { forgetPart, loadPart } from './parts.ts'
import type { FieldsOf } from './read-message.ts'
import { countCharacters, readReply } from './read-reply.ts'
import type { KernelHost, KernelHostEvents } from './kernel-host.ts'
import { notLoaded } from './stop-reason.ts'

/** How often the page looks whether a worker has said hello, once its scripts are loaded, and the milliseconds between looks. */
const start = { looks: 80, pace: 100 }

export interface SandboxOptions {
  /** Is told of code that the worker says it has accepted. */
  onAccepted?: (cell: CompiledCell) => void
  /** The fields of each reason that the page has words for. Default: it has none. */
  fieldsOf?: FieldsOf
}

/**
 * Starts a worker in a frame of opaque origin, reachable only through a port. Rejects where it
 * cannot be loaded.
 */
export async function openSandbox(
  events: KernelHostEvents,
  { onAccepted, fieldsOf }: SandboxOptions = {},
): Promise<KernelHost> {
  const frame = makeFrame()
  const onReply: KernelHostEvents['onReply'] = (reply) => {
    if (reply.type === 'accepted') onAccepted?.(reply.cell)
    events.onReply(reply)
  }
  try {
    const [script] = await Promise.all([loadPart('kernel'), openFrame(frame)])
    const { port1, port2 } = new MessageChannel()
    // An opaque origin can only be addressed by `*`; nothing secret is sent.
    frame.contentWindow?.postMessage({ script }, '*', [port2])
    await awaitHello(port1)
    return new Sandbox(frame, port1, { events: { ...events, onReply }, fieldsOf })
  } catch (cause) {
    frame.remove()
    throw new Error('the sandbox could not be opened', { cause })
  }
}

class Sandbox implements KernelHost {
  readonly #frame: HTMLIFrameElement
  readonly #port: MessagePort
  readonly #events: KernelHostEvents
  readonly #fieldsOf: FieldsOf | undefined
  readonly #rateLimit = new RateLimit()
  readonly #sent = new Set<Part>()

  constructor(
    frame: HTMLIFrameElement,
    port: MessagePort,
    { events, fieldsOf }: { events: KernelHostEvents; fieldsOf: FieldsOf | undefined },
  ) {
    this.#frame = frame
    this.#port = port
    this.#events = events
    this.#fieldsOf = fieldsOf
    port.onmessage = (event) => this.#onMessage(event)
    // The kernel sends nothing but plain data; what cannot be read has cost the page most of its price.
    port.onmessageerror = () => this.#events.onFlood({ kind: 'unreadable' })
  }

  send(request: Request): void {
    this.#port.postMessage(request)
  }

  /** Removing the frame ends the worker. */
  end(): void {
    this.#port.onmessage = null
    this.#port.onmessageerror = null
    this.#port.close()
    this.#frame.remove()
  }

  #onMessage(event: MessageEvent): void {
    // Reading `data` deserializes the message, which may be most of its cost.
    const reply = this.#rateLimit.spend(
      () => readReply(event.data, this.#fieldsOf),
      countCharacters,
    )
    if (this.#rateLimit.isSpent) return this.#events.onFlood({ kind: 'flood' })
    if (!reply) return
    switch (reply.type) {
      case 'hello':
        return
      case 'need':
        return void this.#sendPart(reply.part)
      case 'broken':
        return this.#onBroken(reply.message, reply.part)
      default:
        return this.#events.onReply(reply)
    }
  }

  /** Each part once: an honest worker never asks twice. */
  async #sendPart(part: Part): Promise<void> {
    if (this.#sent.has(part)) return
    this.#sent.add(part)
    try {
      this.send({ type: 'part', part, script: await loadPart(part) })
    } catch {
      this.#events.onFault(notLoaded(part))
    }
  }

  #onBroken(message: Message, part: Part | undefined): void {
    if (part === undefined) return this.#events.onBroken({ kind: 'broken', message })
    forgetPart(part)
    this.#events.onFault(notLoaded(part))
  }
}

function makeFrame(): HTMLIFrameElement {
  const frame = document.createElement('iframe')
  frame.title = 'Cells'
  frame.hidden = true
  // A service worker answers for the site's own pages alone, and not for one without an origin: the frame is in one of those.
  if ('serviceWorker' in navigator && navigator.serviceWorker.controller) {
    frame.src = partUrls.host
    return frame
  }
  frame.setAttribute('sandbox', 'allow-scripts')
  const carried = carriedText(partUrls.frame)
  if (carried === undefined) frame.src = partUrls.frame
  else frame.srcdoc = carried
  return frame
}

function openFrame(frame: HTMLIFrameElement): Promise<void> {
  return new Promise((resolve) => {
    frame.addEventListener('load', () => resolve(), { once: true })
    document.body.append(frame)
  })
}

/**
 * A frame that cannot be loaded fires no error: it is known only by its silence. Looks are counted, not the clock: while the
 * page itself is blocked, or has no processor, none takes place.
 */
function awaitHello(port: MessagePort): Promise<void> {
  return new Promise((resolve, reject) => {
    let looks = 0
    const timer = setInterval(() => {
      if (++looks < start.looks) return
      clearInterval(timer)
      port.close()
      // The kernel's script may be the cause, where it is incomplete.
      forgetPart('kernel')
      reject(new Error(`no worker after ${start.looks * start.pace} ms`))
    }, start.pace)
    port.onmessage = () => {
      clearInterval(timer)
      resolve()
    }
  })
}
