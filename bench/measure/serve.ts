import type { ServerResponse } from 'node:http'
import { serveFolder } from '../../scripts/serve-folder.ts'

/** A file that was sent. */
export interface Sent {
  path: string
  type: string
  /** Of the body, compressed where it is text. */
  bytes: number
}

/** A line between server and browser. */
export interface Line {
  /** Milliseconds before the first byte of each answer. */
  latency: number
  /** Of all answers together. */
  bytesPerSecond: number
}

/** A 4G phone on a bad day. */
export const slow4G: Line = { latency: 150, bytesPerSecond: 200_000 }

export interface Site {
  url: string
  sent: Sent[]
  /** How many answers are on their way. */
  pending: () => number
  /** Shapes what is sent from now on; nothing unshapes it. */
  setLine: (line: Line | undefined) => void
  close: () => Promise<void>
}

/**
 * Serves a folder as a static host does, over a line that can be slowed: here and not in the browser, whose emulation
 * leaves out what workers and frames ask for.
 */
export async function serve(folder: string): Promise<Site> {
  const sent: Sent[] = []
  let link: Link | undefined
  let pending = 0
  const { url, close } = await serveFolder(folder, {
    onRequest: (response) => {
      pending++
      response.on('close', () => pending--)
    },
    send: async ({ path, status, type, headers, body }, response) => {
      if (status === 200) sent.push({ path, type, bytes: body.length })
      const start = (): ServerResponse => response.writeHead(status, headers)
      if (link) await link.send(start, response, body)
      else start().end(body)
    },
  })
  return {
    url: url.replace(/\/$/, ''),
    sent,
    pending: () => pending,
    setLine: (line) => (link = line && new Link(line)),
    close,
  }
}

/** Lets answers share the bytes that a line carries: a slice each, in turn. */
class Link {
  readonly line: Line
  readonly waiting: { response: ServerResponse; body: Buffer; done: () => void }[] = []
  timer: NodeJS.Timeout | undefined
  last = 0

  constructor(line: Line) {
    this.line = line
  }

  async send(start: () => void, response: ServerResponse, body: Buffer): Promise<void> {
    await new Promise((done) => setTimeout(done, this.line.latency))
    start()
    await new Promise<void>((done) => {
      this.waiting.push({ response, body, done })
      if (this.timer) return
      this.last = performance.now()
      this.timer = setInterval(() => this.tick(), 5)
    })
  }

  tick(): void {
    const now = performance.now()
    const budget = Math.round(((now - this.last) / 1000) * this.line.bytesPerSecond)
    this.last = now
    const share = Math.ceil(budget / this.waiting.length)
    for (const it of [...this.waiting]) {
      const part = it.body.subarray(0, share)
      it.body = it.body.subarray(share)
      if (it.body.length > 0 && !it.response.destroyed) it.response.write(part)
      else this.finish(it, part)
    }
    if (this.waiting.length > 0) return
    clearInterval(this.timer)
    this.timer = undefined
  }

  finish(it: (typeof this.waiting)[number], part: Buffer): void {
    it.response.end(part)
    this.waiting.splice(this.waiting.indexOf(it), 1)
    it.done()
  }
}
