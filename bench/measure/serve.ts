import { readFile, stat } from 'node:fs/promises'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { gzipSync } from 'node:zlib'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '': 'text/javascript',
}
const isText = /text|javascript|json|svg/

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
 * Serves a folder on loopback as a static host does, all text compressed. The line is slowed here
 * and not in the browser, whose emulation leaves out what workers and frames ask for.
 */
export async function serve(folder: string): Promise<Site> {
  const sent: Sent[] = []
  const zipped = new Map<string, Buffer>()
  let link: Link | undefined
  let pending = 0
  const answer = async (path: string, response: ServerResponse): Promise<void> => {
    // Which none of the sites has: a browser asks for it all the same.
    if (path === '/favicon.ico') return void response.writeHead(204).end()
    const file = await findFile(folder, path)
    if (!file) return void response.writeHead(404).end()
    const type = types[extname(file)] ?? 'application/octet-stream'
    const body = zipped.get(file) ?? (await read(file, type))
    zipped.set(file, body)
    sent.push({ path, type, bytes: body.length })
    const encoding = isText.test(type) ? { 'content-encoding': 'gzip' } : {}
    const headers = { 'content-type': type, 'content-length': body.length, ...encoding }
    if (link) await link.send(() => response.writeHead(200, headers), response, body)
    else response.writeHead(200, headers).end(body)
  }
  const server = createServer((request, response) => {
    pending++
    response.on('close', () => pending--)
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname)
    answer(path, response).catch(() => response.destroy())
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent,
    pending: () => pending,
    setLine: (line) => (link = line && new Link(line)),
    close: () => close(server),
  }
}

async function read(file: string, type: string): Promise<Buffer> {
  const body = await readFile(file)
  return isText.test(type) ? gzipSync(body, { level: 9 }) : body
}

async function findFile(folder: string, path: string): Promise<string | undefined> {
  if (path.split('/').includes('..')) return undefined
  const names = path.endsWith('/') ? [`${path}index.html`] : [path, `${path}.html`]
  for (const name of names) {
    const file = join(folder, name)
    if ((await stat(file).catch(() => undefined))?.isFile()) return file
  }
  return undefined
}

function close(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((done) => server.close(() => done()))
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
