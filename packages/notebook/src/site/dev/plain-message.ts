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
 * What is sent to the overlay, with the message of a chapter's mistake sign by sign. Astro reads messages as Markdown: of
 * `[words](address)` it would leave a link, and of `**` nothing, where these signs are what a message is about.
 */
export function withPlainMessage<T>(sent: T): T {
  const { type, err } = (sent ?? {}) as Sent
  if (type !== 'error' || typeof err?.told !== 'object' || typeof err.reason !== 'string')
    return sent
  const { file, line, column = 1, reason } = err
  const place = line === undefined ? file : `${file}:${line}:${column}`
  return { ...sent, err: { ...err, message: escapeHtml(`${place}: ${reason}`) } }
}
