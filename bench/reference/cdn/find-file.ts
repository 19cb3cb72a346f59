/**
 * A stand-in for jsDelivr, from packages installed here. Observable Framework fetches its libraries
 * from that host at build, and pages of Notebook Kit do so in the browser. A bench must not depend
 * on how near a host is, so all files come from one place. A package is one bundle here, where
 * jsDelivr gives each of its dependencies a file of its own: fewer requests, which favours them.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const here = new URL('.', import.meta.url).pathname
const bundles = new Map<string, Promise<Buffer>>()

const manifestOf = (name: string): string => join(here, 'node_modules', name, 'package.json')

export const isInstalled = (name: string): boolean => existsSync(manifestOf(name))

/** The version of an installed package. */
export function versionOf(name: string): string {
  if (!isInstalled(name)) throw new Error(`not installed: ${name}; add it to bench/reference/cdn`)
  return (JSON.parse(readFileSync(manifestOf(name), 'utf8')) as { version: string }).version
}

/** The file that stands behind a path such as `@observablehq/plot@0.6.17/+esm`. */
export async function findFile(path: string): Promise<Buffer> {
  const [, name, file] = /^((?:@[^/]+\/)?[^/@]+)(?:@[^/]+)?\/(.*)$/.exec(path) ?? []
  if (name === undefined) throw new Error(`not a path of a package: ${path}`)
  versionOf(name)
  if (file !== '+esm') return readFileSync(join(here, 'node_modules', name, file))
  const made = bundles.get(name) ?? bundle(name)
  bundles.set(name, made)
  return made
}

async function bundle(name: string): Promise<Buffer> {
  const id = `\0${name}`
  const path = JSON.stringify(fileURLToPath(import.meta.resolve(name)))
  const hasDefault = 'default' in ((await import(name)) as object)
  const entry = `export * from ${path}\n${hasDefault ? `export { default } from ${path}` : ''}`
  const build = await rolldown({
    input: id,
    platform: 'browser',
    plugins: [
      {
        name: 'entry',
        resolveId: (source) => (source === id ? id : null),
        load: (source) => (source === id ? entry : null),
      },
    ],
  })
  const { output } = await build.generate({ format: 'es', minify: true, codeSplitting: false })
  await build.close()
  return Buffer.from(output[0].code)
}
