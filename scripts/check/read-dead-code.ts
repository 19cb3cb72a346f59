import type { Told } from './print-mistakes.ts'

interface Found {
  name: string
  line?: number
  col?: number
}

/** What knip writes as JSON: for each file its findings, by kind. */
interface DeadCode {
  issues: ({ file: string } & Record<string, string | (Found | Found[])[]>)[]
}

/** Each kind in words, and what to do about it. */
const kinds: Readonly<Record<string, readonly [what: string, cure: string]>> = {
  files: ['file that nothing imports', 'import it, or delete it'],
  dependencies: ['dependency that nothing imports', 'take it out of the package.json'],
  devDependencies: ['dependency that nothing imports', 'take it out of the package.json'],
  optionalPeerDependencies: ['optional peer that is imported', 'list it as a dependency'],
  unlisted: ['package that is not listed', 'list it in the package.json'],
  binaries: ['command that no listed package has', 'list its package in the package.json'],
  unresolved: ['import of nothing', 'correct its path'],
  exports: ['export that nothing imports', 'take `export` away, or delete it'],
  types: ['exported type that nothing imports', 'take `export` away, or delete it'],
  enumMembers: ['member that nothing uses', 'delete it'],
  namespaceMembers: ['member that nothing uses', 'delete it'],
  duplicates: ['exported twice', 'keep one of the names'],
}

/** What knip finds, each with its cure. */
export function readDeadCode({ stdout }: { stdout: string }): Told[] {
  const { issues } = JSON.parse(stdout) as DeadCode
  return issues.flatMap(({ file, ...byKind }) =>
    Object.entries(byKind).flatMap(([kind, found]) =>
      Array.isArray(found) ? found.map((it) => toTold(file, kind, [it].flat())) : [],
    ),
  )
}

function toTold(file: string, kind: string, found: readonly Found[]): Told {
  const [what, cure] = kinds[kind] ?? [kind, 'see https://knip.dev']
  const { line = 1, col = 1 } = found[0]
  const name = found.map((it) => it.name).join(', ')
  return { file, line, column: col, severity: 'error', message: `${what}: ${name}; ${cure}` }
}
