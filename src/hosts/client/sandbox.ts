import type { Part, Reply, Request } from '../../kernel/protocol.ts'
import partUrls from 'virtual:notebook-parts'
import { loadPart } from './parts.ts'

/** A worker in a frame of opaque origin, and the only way to speak with it. */
export class Sandbox {
  readonly #frame: HTMLIFrameElement
  readonly #port: MessagePort

  private constructor(frame: HTMLIFrameElement, port: MessagePort) {
    this.#frame = frame
    this.#port = port
  }

  /** Starts a frame and its worker. Replies come to `onReply`, until `end`. Rejects where the files cannot be loaded. */
  static async start(onReply: (reply: Reply) => void): Promise<Sandbox> {
    const [script, frame] = await Promise.all([loadPart('kernel'), openFrame()])
    const { port1, port2 } = new MessageChannel()
    const sandbox = new Sandbox(frame, port1)
    port1.onmessage = ({ data }: MessageEvent<Reply | null>) => {
      if (data?.type === 'need') void sandbox.#sendPart(data.part)
      else if (data) onReply(data)
    }
    // The frame's origin is opaque, so no other address than `*` can name it; nothing secret is sent.
    frame.contentWindow?.postMessage({ script }, '*', [port2])
    return sandbox
  }

  send(request: Request): void {
    this.#port.postMessage(request)
  }

  /** Ends the worker, whatever it is doing: without its frame it cannot go on. */
  end(): void {
    this.#port.close()
    this.#frame.remove()
  }

  async #sendPart(part: Part): Promise<void> {
    try {
      this.send({ type: 'part', part, script: await loadPart(part) })
    } catch (error) {
      this.send({ type: 'part-missing', part, message: (error as Error).message })
    }
  }
}

function openFrame(): Promise<HTMLIFrameElement> {
  const frame = document.createElement('iframe')
  frame.setAttribute('sandbox', 'allow-scripts')
  frame.title = 'Cells'
  frame.hidden = true
  frame.src = partUrls.frame
  return new Promise((resolve) => {
    frame.addEventListener('load', () => resolve(frame), { once: true })
    document.body.append(frame)
  })
}
