import partUrls from 'virtual:notebook-parts'
import type { Part } from '../../kernel/protocol.ts'
import { carriedText } from './carried.ts'

const scripts: Record<string, string> = { ...partUrls.parts, kernel: partUrls.kernel }

/**
 * Loads a script of the sandbox as text, once. A load that failed is tried again when the script is
 * next needed.
 */
export function loadPart(part: Part | 'kernel'): Promise<string> {
  const cached = texts.get(part)
  if (cached) return cached
  const text = fetchText(part, corrupt.has(part) ? 'reload' : 'default')
  texts.set(part, text)
  text.catch(() => texts.delete(part))
  return text
}

/**
 * Forgets a script that turned out to be incomplete: the next load bypasses the browser's cache.
 */
export function forgetPart(part: Part | 'kernel'): void {
  texts.delete(part)
  corrupt.add(part)
}

const texts = new Map<string, Promise<string>>()
const corrupt = new Set<string>()

async function fetchText(part: Part | 'kernel', cache: RequestCache): Promise<string> {
  if (!Object.hasOwn(scripts, part)) throw new Error(`unknown part: ${part}`)
  const carried = carriedText(scripts[part])
  if (carried !== undefined) return carried
  const response = await fetch(scripts[part], { cache })
  if (!response.ok)
    throw new Error(`cannot load ${scripts[part]}: ${response.status} ${response.statusText}`)
  return response.text()
}

/**
 * Prefetches what the first run is likely to need: the kernel, then the library's first part.
 * Errors are reported when it is needed.
 */
export function prefetchParts(): void {
  loadPart('kernel')
    .then(() => loadPart(Object.keys(partUrls.parts)[0]))
    .catch(() => {})
}
