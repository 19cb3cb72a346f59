import { linkMark } from './link-mark.ts'
import type { PageChanges } from './changes.ts'
import { ChangesError, changeLimits, parseChanges } from './read-changes.ts'

/** Characters of a link: what all programs take, and what at least browsers do. */
export const linkLengths = { safe: 2_000, most: 30_000 } as const

/** The bytes of one character of UTF-8 at most. */
const bytesOfCharacter = 4

/** The fragment of a link that holds changes: JSON, deflated, in letters that no program alters. */
export async function toFragment(changes: PageChanges): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(changes))
  const packed = await readAll(
    new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw')),
    Infinity,
  )
  return linkMark + toBase64Url(packed)
}

/**
 * The changes that a fragment holds. What it unpacks to is measured while it does: a small one may
 * hold more than a machine has room for.
 * @throws ChangesError for what is damaged, too large, or of a newer version.
 */
export async function fromFragment(fragment: string): Promise<PageChanges> {
  // What stands behind it in a sentence is often taken for a part of the link.
  const [text] = /^[\w-]*/.exec(fragment.slice(linkMark.length)) ?? ['']
  if (text.length > changeLimits.text)
    throw new ChangesError('tooLarge', `a link of ${text.length} characters`)
  const packed = fromBase64Url(text)
  return parseChanges(await unpack(packed))
}

async function unpack(packed: Uint8Array<ArrayBuffer>): Promise<string> {
  try {
    const bytes = await readAll(
      new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw')),
      changeLimits.text * bytesOfCharacter,
    )
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof ChangesError) throw error
    throw new ChangesError('damaged', 'cannot be unpacked')
  }
}

async function readAll(
  stream: ReadableStream<Uint8Array>,
  limit: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = stream.getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    length += value.length
    if (length > limit) {
      void reader.cancel().catch(() => {})
      throw new ChangesError('tooLarge', `unpacks to more than ${limit} bytes`)
    }
    chunks.push(value)
  }
  return join(chunks, length)
}

function join(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.length
  }
  return all
}

function toBase64Url(bytes: Uint8Array): string {
  let text = ''
  // In pieces: a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    return Uint8Array.from(binary, (letter) => letter.charCodeAt(0))
  } catch {
    throw new ChangesError('damaged', 'no base64')
  }
}
