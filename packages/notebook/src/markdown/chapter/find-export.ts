import { readdirSync, readFileSync, existsSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import type { RunOptions } from '../../hosts/build/run-program.ts'
import type { CellError } from '../../kernel/errors.ts'
import type { Mistake } from '../../strings/mistakes.ts'
import type { CellMistake } from './locate-cell-error.ts'

/** The mistake of a cell; one about an unknown name comes with the file of the book that exports it and the index that does not. */
export function withExport(
  error: CellError,
  { library, root = process.cwd() }: Pick<RunOptions, 'library' | 'root'>,
): CellMistake {
  const { told, cell, line, column } = error
  if (typeof told === 'string' || told.kind !== 'unknownName') return error
  const found = findExport(String(told.name), foldersOf(library, root))
  if (found === undefined) return error
  const pathOf = (it: string): string => relative(root, it).replaceAll('\\', '/')
  const index = indexOf(found)
  const cure: Mistake = {
    kind: 'exportedBy',
    file: pathOf(found),
    cure: index ? { kind: 'addToIndex', index: pathOf(index) } : { kind: 'exportIt' },
  }
  return { cell, line, column, told: { ...told, cure } }
}

/** The folders of the library's modules, and of the modules of the book that these export. */
function foldersOf({ numbers, parts }: RunOptions['library'], root: string): Set<string> {
  const modules = [numbers, ...Object.values(parts)].map((it) => resolve(root, it))
  const exported = modules
    .filter(existsSync)
    .flatMap((module) =>
      [...readFileSync(module, 'utf8').matchAll(/\bfrom\s+['"](\.[^'"]+\.ts)['"]/g)].map(
        ([, path]) => resolve(dirname(module), path),
      ),
    )
  return new Set(exported.map((it) => dirname(it)))
}

function findExport(name: string, folders: ReadonlySet<string>): string | undefined {
  if (!/^\w+$/.test(name)) return undefined
  const pattern = new RegExp(`^export (?:async )?(?:function\\*?|const|let|class) ${name}\\b`, 'm')
  const files = [...folders].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((it) => it.endsWith('.ts') && !it.includes('node_modules'))
      .map((it) => join(folder, it)),
  )
  return files.find((it) => pattern.test(readFileSync(it, 'utf8')))
}

/** The index of a file's folder, or of one above it. */
function indexOf(file: string): string | undefined {
  const here = [dirname(file), dirname(dirname(file))].map((it) => join(it, 'index.ts'))
  return here.find((it) => existsSync(it))
}
