import { readFile, stat } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
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
  '.xml': 'application/xml',
  '': 'text/javascript',
}
/** Fonts and the search index are compressed already. */
const isText = /text|javascript|json|svg|xml/

/** What a request is answered with. */
export interface Answer {
  path: string
  status: number
  type: string
  headers: Record<string, string | number>
  /** Compressed where it is text. */
  body: Buffer
}

export interface FolderOptions {
  /** The path below which the folder is served, with a slash at both ends. Default: `/`. */
  base?: string
  /** Changes files before they are compressed. */
  edit?: (body: Buffer, type: string) => Buffer | string
  /** Is told of each request as it comes, and may listen to its response. */
  onRequest?: (response: ServerResponse) => void
  /** Sends an answer. Default: at once. */
  send?: (answer: Answer, response: ServerResponse) => Promise<void> | void
}

/** Serves a folder on loopback as GitHub Pages does: compressed, and with no headers of its own. */
export async function serveFolder(
  folder: string,
  {
    base = '/',
    edit = (body) => body,
    onRequest = () => {},
    send = sendAtOnce,
  }: FolderOptions = {},
): Promise<{ url: string; close: () => Promise<void> }> {
  const known = new Map<string, Buffer>()
  const read = async (file: string, type: string): Promise<Buffer> => {
    const key = `${file} ${(await stat(file)).mtimeMs}`
    const before = known.get(key)
    if (before) return before
    const stored = edit(await readFile(file), type)
    const body = isText.test(type) ? gzipSync(stored, { level: 9 }) : Buffer.from(stored)
    known.set(key, body)
    return body
  }
  const answer = async (path: string, response: ServerResponse): Promise<void> => {
    const found = await findFile(folder, base, path)
    // A browser asks for this one even where no page has it.
    if (!found && path === '/favicon.ico') return void response.writeHead(204).end()
    const file = found ?? join(folder, '404.html')
    const type = types[extname(file)] ?? 'application/octet-stream'
    const body = await read(file, type)
    const headers: Answer['headers'] = { 'content-type': type, 'content-length': body.length }
    if (isText.test(type)) headers['content-encoding'] = 'gzip'
    await send({ path, status: found ? 200 : 404, type, headers, body }, response)
  }
  const server = createServer((request, response) => {
    onRequest(response)
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname)
    answer(path, response).catch(() =>
      response.headersSent ? response.destroy() : response.writeHead(404).end(),
    )
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${base}`,
    close: () => {
      server.closeAllConnections()
      return new Promise((done) => server.close(() => done()))
    },
  }
}

function sendAtOnce({ status, headers, body }: Answer, response: ServerResponse): void {
  response.writeHead(status, headers).end(body)
}

async function findFile(folder: string, base: string, path: string): Promise<string | undefined> {
  if (!path.startsWith(base) || path.split('/').includes('..')) return undefined
  const place = join(folder, path.slice(base.length))
  const names = path.endsWith('/') ? [join(place, 'index.html')] : [place, `${place}.html`]
  for (const name of names) if ((await stat(name).catch(() => undefined))?.isFile()) return name
  return undefined
}
