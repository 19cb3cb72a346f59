import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fnv1a } from '../../kernel/fnv.ts'
import type { Program } from '../../kernel/program.ts'

/** The cells of a page that are not run in the page, as they were measured. */
interface Measured {
  /** The version of the page's program that was measured. */
  program: string
  costly: readonly string[]
}

/**
 * What cells were found to cost, kept in a file of the book, so that two builds run the same cells in the page,
 * however busy the machines are on which they are built. A page is measured when its program has changed; on a
 * server (where the environment variable CI is set) only when it was never measured, since nothing is kept there,
 * and what is measured twice need not come out the same. For that reason, a cell of a page that is measured again stays
 * what it was unless it takes much less, or much more (`packages/notebook/src/hosts/build/find-quick.ts`).
 */
export class CostlyCells {
  readonly #path: string

  constructor(path: string) {
    this.#path = path
  }

  /** The costly cells of a page; undefined if it is to be measured. */
  find(page: string, program: Program): readonly string[] | undefined {
    const found = this.#read()[page]
    return isOnServer() || found?.program === versionOf(program) ? found?.costly : undefined
  }

  /** The costly cells of a page as it was when it was last measured; undefined if it never was. */
  before(page: string): readonly string[] | undefined {
    return this.#read()[page]?.costly
  }

  /** Keeps what was measured, and of other pages those that are still there. On a server the file stays as it was committed. */
  keep(page: string, program: Program, costly: readonly string[]): void {
    if (isOnServer()) return
    const others = Object.entries(this.#read()).filter(([it]) => it !== page && this.#has(it))
    const own = [page, { program: versionOf(program), costly: [...costly] }] as const
    const sorted = Object.fromEntries([...others, own].sort(([a], [b]) => (a < b ? -1 : 1)))
    writeFileSync(this.#path, `${JSON.stringify(sorted, null, 2)}\n`)
  }

  /** Whether there is a page: it stands in the folder of its language, beside this file. */
  #has(page: string): boolean {
    return existsSync(join(dirname(this.#path), basename(dirname(page)), basename(page)))
  }

  #read(): Record<string, Measured | undefined> {
    if (!existsSync(this.#path)) return {}
    return JSON.parse(readFileSync(this.#path, 'utf8')) as Record<string, Measured>
  }
}

function isOnServer(): boolean {
  return Boolean(process.env['CI'])
}

/** Two independent hashes of what a page's cells do, wherever they stand in its file. */
function versionOf({ seed, inputs, cells }: Program): string {
  const code = cells.map(({ name, body }) => [name, body])
  const text = JSON.stringify([seed, inputs, code])
  return [0, 1].map((salt) => fnv1a(text, salt).toString(16).padStart(8, '0')).join('')
}
