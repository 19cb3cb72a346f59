import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

interface Package {
  name: string
  version: string
  license: string
  text: string
}

/** The licences of all packages that modules come from: what a site that carries their code has to carry too. */
export function toLicences(folders: Iterable<string>): string {
  const packages = [...new Set(folders)].map(readPackage).sort((a, b) => (a.name < b.name ? -1 : 1))
  const blocks = packages.map(
    ({ name, version, license, text }) => `${name} ${version}: ${license}\n\n${text}\n`,
  )
  return `This site carries code of these packages.\n\n${blocks.join(`\n${'-'.repeat(72)}\n\n`)}`
}

/** The folder of the package that a module belongs to; none for the book's own. */
export function packageOf(id: string): string | undefined {
  // A package may lie within another's folder: the innermost counts. A NUL marks what plugins make.
  return /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/?]+)\//.exec(id.replaceAll('\\', '/'))?.[1]
}

/** Packages with all that they depend on: one that comes as a bundle has the code of others within it. */
export function withDependencies(folders: Iterable<string>): Set<string> {
  const found = new Set<string>()
  const add = (folder: string): void => {
    if (found.has(folder)) return
    found.add(folder)
    const { dependencies = {} } = JSON.parse(
      readFileSync(join(folder, 'package.json'), 'utf8'),
    ) as { dependencies?: Record<string, string> }
    for (const name of Object.keys(dependencies)) add(findPackage(name, folder))
  }
  for (const folder of folders) add(folder)
  return found
}

/** Where Node would find a package that the code in a folder asks for. */
export function findPackage(name: string, folder: string): string {
  const place = join(folder, 'node_modules', name)
  if (existsSync(place)) return place
  if (dirname(folder) === folder) throw new Error(`missing package: ${name}; run npm install`)
  return findPackage(name, dirname(folder))
}

function readPackage(folder: string): Package {
  const { name, version, license } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  ) as Record<string, string>
  const texts = licenceFiles(folder).map((path) => readFileSync(path, 'utf8').trim())
  return {
    name,
    version,
    license,
    text: texts.join('\n\n') || 'The package has no file with the words of its licence.',
  }
}

/** The files of that name, or those in a folder of that name. */
function licenceFiles(folder: string): string[] {
  const named = readdirSync(folder, { withFileTypes: true }).filter((it) =>
    /^(licen[cs]e|copying)/i.test(it.name),
  )
  return named.flatMap((it) =>
    it.isFile()
      ? [join(folder, it.name)]
      : readdirSync(join(folder, it.name)).map((name) => join(folder, it.name, name)),
  )
}
