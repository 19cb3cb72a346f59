/** Loaded by `node --import` into Framework's build: answers what it fetches. */
import { findFile, isInstalled, versionOf } from './find-file.ts'

const types: Record<string, string> = { css: 'text/css', json: 'application/json' }

async function answer(url: string): Promise<Response> {
  const [, version] = /^https:\/\/registry\.npmjs\.org\/([^]+?)(?:\/latest)?$/.exec(url) ?? []
  if (version !== undefined) {
    // The build asks for the versions of all libraries that it knows, and fetches those in use.
    const installed = isInstalled(version) ? versionOf(version) : '0.0.0'
    return Response.json({ version: installed, versions: { [installed]: {} } })
  }
  const [, path] = /^https:\/\/cdn\.jsdelivr\.net\/npm\/(.*)$/.exec(url) ?? []
  if (path === undefined) throw new Error(`not in the bench's stand-in: ${url}`)
  const type = types[/\.(\w+)$/.exec(path)?.[1] ?? ''] ?? ''
  const script = path.endsWith('+esm') || path.endsWith('.js')
  return new Response(new Uint8Array(await findFile(path)), {
    headers: { 'content-type': script ? 'application/javascript' : type },
  })
}

globalThis.fetch = async (input) =>
  answer(typeof input === 'string' ? input : input instanceof URL ? input.href : input.url)
