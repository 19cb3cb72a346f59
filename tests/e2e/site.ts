import { readFile, stat } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
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
}

/** A built site on loopback, served as GitHub Pages does: compressed, and with no headers of its own. */
export interface Site {
  /** With the base path, ending in a slash. */
  url: string
  close: () => Promise<void>
}

export interface SiteOptions {
  /** Default: `/`. */
  base?: string
  /**
   * Milliseconds that a cell may hold up the worker. Default: far more than any honest cell takes on a busy machine.
   * 5,000 is what readers have, for tests that wait until it is over.
   */
  timeLimit?: number
}

/** Serves `folder` under `base`, with its pages' time limit set. */
export async function serveSite(
  folder: string,
  { base = '/', timeLimit = 240_000 }: SiteOptions = {},
): Promise<Site> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname)
    const send = (status: number, file: string): Promise<void> =>
      readFile(file).then((stored) => {
        const body = file.endsWith('.html') ? setTimeLimit(stored, timeLimit) : stored
        const type = types[extname(file)] ?? 'application/octet-stream'
        // Fonts and the search index are compressed already.
        const zip = /text|javascript|json|svg/.test(type)
        response
          .writeHead(status, { 'content-type': type, ...(zip && { 'content-encoding': 'gzip' }) })
          .end(zip ? gzipSync(body) : body)
      })
    findFile(folder, base, path)
      .then((file) => (file ? send(200, file) : send(404, join(folder, '404.html'))))
      .catch(() => response.writeHead(404).end())
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${base}`,
    close: () => closeServer(server),
  }
}

function setTimeLimit(page: Buffer, timeLimit: number): string {
  return page.toString().replace('<html ', `<html data-time-limit="${timeLimit}" `)
}

async function findFile(folder: string, base: string, path: string): Promise<string | undefined> {
  if (!path.startsWith(base) || path.split('/').includes('..')) return undefined
  const file = join(folder, path.slice(base.length), path.endsWith('/') ? 'index.html' : '')
  return (await stat(file).catch(() => undefined))?.isFile() ? file : undefined
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((done) => server.close(() => done()))
}
