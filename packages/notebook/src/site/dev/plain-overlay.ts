import type { Plugin } from 'vite'
import { escapeHtml } from '../../text/escape-html.ts'

/** What the development server sends to the page's overlay, as far as it is read here. */
interface Sent {
  type?: string
  err?: { message: string; told?: unknown; reason?: unknown } & Place
}

interface Place {
  file?: string
  line?: number
  column?: number
}

/**
 * Has the overlay show what is wrong with a page sign by sign. Astro reads messages as Markdown: of `[words](address)`
 * it would leave a link, and of `**` nothing, where these signs are what a message is about.
 */
export function plainOverlay(): Plugin {
  return {
    name: 'notebook-plain-overlay',
    // Before Astro's own: what it sends has gone through its Markdown then.
    enforce: 'pre',
    apply: 'serve',
    configureServer({ environments }) {
      const { hot } = environments.client
      const send: (...sent: unknown[]) => void = hot.send
      hot.send = (...sent: unknown[]) => send.apply(hot, sent.map(withPlainMessage))
    },
  }
}

/** With the message of a chapter's mistake as text. */
function withPlainMessage(sent: unknown): unknown {
  const { type, err } = (sent ?? {}) as Sent
  if (type !== 'error' || typeof err?.told !== 'object' || typeof err.reason !== 'string')
    return sent
  const { file, line, column = 1, reason } = err
  const place = line === undefined ? file : `${file}:${line}:${column}`
  return { ...(sent as Sent), err: { ...err, message: escapeHtml(`${place}: ${reason}`) } }
}
