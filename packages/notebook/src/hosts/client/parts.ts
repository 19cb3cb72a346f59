import partUrls from 'virtual:notebook-parts'
import type { Part } from '../../kernel/protocol.ts'

const scripts: Record<string, string> = { ...partUrls.parts, kernel: partUrls.kernel }

/** A script of the sandbox as text, loaded once; one that could not be loaded is tried again when it is next asked for. */
export function loadPart(part: Part | 'kernel'): Promise<string> {
  const known = texts.get(part)
  if (known) return known
  const text = fetchText(part, spoilt.has(part) ? 'reload' : 'default')
  texts.set(part, text)
  text.catch(() => texts.delete(part))
  return text
}

/** Forgets a script that proved not to be whole: it is loaded anew, past the browser's own store. */
export function forgetPart(part: Part | 'kernel'): void {
  texts.delete(part)
  spoilt.add(part)
}

const texts = new Map<string, Promise<string>>()
const spoilt = new Set<string>()

async function fetchText(part: Part | 'kernel', cache: RequestCache): Promise<string> {
  if (!Object.hasOwn(scripts, part)) throw new Error(`unknown part: ${part}`)
  const response = await fetch(scripts[part], { cache })
  if (!response.ok)
    throw new Error(`cannot load ${scripts[part]}: ${response.status} ${response.statusText}`)
  return response.text()
}

/** Loads ahead what the first run is likely to need: the kernel, then the library's first part. Failures show when it is needed. */
export function prefetchParts(): void {
  loadPart('kernel')
    .then(() => loadPart(Object.keys(partUrls.parts)[0]))
    .catch(() => {})
}
