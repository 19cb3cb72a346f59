import partUrls from 'virtual:notebook-parts'
import type { Part, Request } from '../../kernel/protocol.ts'
import { Budget } from './budget.ts'
import { forgetPart, loadPart } from './parts.ts'
import { countCharacters, readReply } from './read-reply.ts'
import type { Worksite, WorksiteEvents } from './worksite.ts'

/** How often the page looks whether a worker has begun, and every how many milliseconds, once its files are there. */
const start = { looks: 80, pace: 100 }

/** Starts a worker in a frame of opaque origin, the only way to which is a port. Rejects where it cannot be loaded. */
export async function openSandbox(events: WorksiteEvents): Promise<Worksite> {
  const frame = makeFrame()
  try {
    const [script] = await Promise.all([loadPart('kernel'), openFrame(frame)])
    const { port1, port2 } = new MessageChannel()
    // The frame's origin is opaque, so no other address than `*` can name it; nothing secret is sent.
    frame.contentWindow?.postMessage({ script }, '*', [port2])
    await hearHello(port1)
    return new Sandbox(frame, port1, events)
  } catch (cause) {
    frame.remove()
    throw new Error(notLoaded(), { cause })
  }
}

class Sandbox implements Worksite {
  readonly #frame: HTMLIFrameElement
  readonly #port: MessagePort
  readonly #events: WorksiteEvents
  readonly #budget = new Budget()
  readonly #given = new Set<Part>()

  constructor(frame: HTMLIFrameElement, port: MessagePort, events: WorksiteEvents) {
    this.#frame = frame
    this.#port = port
    this.#events = events
    port.onmessage = (event) => this.#hear(event)
  }

  send(request: Request): void {
    this.#port.postMessage(request)
  }

  /** Without its frame the worker cannot go on. */
  end(): void {
    this.#port.onmessage = null
    this.#port.close()
    this.#frame.remove()
  }

  #hear(event: MessageEvent): void {
    // Only here is the message unpacked, which may be most of what it costs.
    const reply = this.#budget.spend(() => readReply(event.data), countCharacters)
    if (this.#budget.spent)
      return this.#events.onFlood('stopped: more output than the page can take')
    if (!reply) return
    switch (reply.type) {
      case 'hello':
        return
      case 'need':
        return void this.#give(reply.part)
      case 'broken':
        return this.#break(reply.message, reply.part)
      default:
        return this.#events.onReply(reply)
    }
  }

  /** Each part once: an honest worker asks for none twice. */
  async #give(part: Part): Promise<void> {
    if (this.#given.has(part)) return
    this.#given.add(part)
    try {
      this.send({ type: 'part', part, script: await loadPart(part) })
    } catch {
      this.#events.onFault(notLoaded(part))
    }
  }

  #break(message: string, part: Part | undefined): void {
    if (part === undefined) return this.#events.onBroken(`the kernel failed: ${message}`)
    forgetPart(part)
    this.#events.onFault(notLoaded(part))
  }
}

/** What readers are told. What exactly failed stands in the browser's console. */
function notLoaded(part?: Part): string {
  const what =
    part === undefined
      ? 'what runs cells'
      : part === 'compile'
        ? 'the compiler'
        : `part \`${part}\` of the library`
  return `${what} could not be loaded: check the connection, then try again`
}

function makeFrame(): HTMLIFrameElement {
  const frame = document.createElement('iframe')
  frame.setAttribute('sandbox', 'allow-scripts')
  frame.title = 'Cells'
  frame.hidden = true
  frame.src = partUrls.frame
  return frame
}

function openFrame(frame: HTMLIFrameElement): Promise<void> {
  return new Promise((resolve) => {
    frame.addEventListener('load', () => resolve(), { once: true })
    document.body.append(frame)
  })
}

/**
 * A frame that could not be loaded tells so by nothing but its silence. Looks are counted, not the clock: while the page
 * itself stands still, or has no processor, none takes place.
 */
function hearHello(port: MessagePort): Promise<void> {
  return new Promise((resolve, reject) => {
    let looks = 0
    const timer = setInterval(() => {
      if (++looks < start.looks) return
      clearInterval(timer)
      port.close()
      // Either file may be the one that is not whole.
      forgetPart('kernel')
      reject(new Error(`no worker after ${start.looks * start.pace} ms`))
    }, start.pace)
    port.onmessage = () => {
      clearInterval(timer)
      resolve()
    }
  })
}
