/**
 * The worker's first script: loads the language service and the declarations, tells how far it is, and
 * starts the one with the other.
 */
import type { LanguageReply, StartRequest } from '../protocol.ts'
import type { startService } from './service.ts'

interface Scope {
  onmessage: ((event: MessageEvent<StartRequest>) => void) | null
  postMessage: (reply: LanguageReply) => void
  importScripts: (url: string) => void
  startLanguageService?: typeof startService
}
const scope = globalThis as unknown as Scope

scope.onmessage = ({ data }) => {
  load(data).catch(() => scope.postMessage({ type: 'notLoaded' }))
}

async function load({ files, page }: StartRequest): Promise<void> {
  let loaded = 0
  const count = (bytes: number): void => {
    loaded += bytes
    scope.postMessage({ type: 'progress', loaded })
  }
  const [declarations] = await Promise.all([
    fetchText(files.declarations, count),
    // As a script it then comes from the browser's cache.
    fetchText(files.service, count),
  ])
  scope.importScripts(files.service)
  scope.startLanguageService?.(declarations, page)
}

async function fetchText(url: string, count: (bytes: number) => void): Promise<string> {
  const response = await fetch(url)
  if (!response.ok || !response.body) throw new Error(`cannot load ${url}: ${response.status}`)
  const decoder = new TextDecoder()
  const parts: string[] = []
  const reader = response.body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    count(value.length)
    parts.push(decoder.decode(value, { stream: true }))
  }
  return parts.join('') + decoder.decode()
}
