import { readdirSync, readFileSync } from 'node:fs'
import { library } from '../../src/library/config.ts'
import { openCache } from '../../packages/notebook/src/hosts/cache/open-cache.ts'
import { checkFormulas } from '../../packages/notebook/src/markdown/formulas/check-formulas.ts'
import { parseMdx } from '../../packages/notebook/src/markdown/syntax/engine.ts'
import { readSymbols } from '../../packages/notebook/src/markdown/formulas/symbols.ts'
import type { Chapter } from '../../packages/formula/test/book.ts'

/** What a page of the book has the checker read, model by model. */
export interface CheckedPage {
  /** As in `04`. */
  page: string
  models: Chapter[]
  /** The TeX of its definitions by the formulas' names. */
  definitions: ReadonlyMap<string, string>
}

/**
 * Reads the chapters as the build does, and hands over what it gives to the checker.
 * @param files their names in the folder. Default: all of them
 */
export function readCheckedPages(
  folder = 'content/en',
  files: readonly string[] = readdirSync(folder)
    .filter((name) => /^\d{2,3}-.*\.mdx$/.test(name))
    .sort(),
): Promise<CheckedPage[]> {
  return Promise.all(files.map((file) => readPage(folder, file)))
}

async function readPage(folder: string, file: string): Promise<CheckedPage> {
  const formulas = await checkFormulas(parseMdx(readFileSync(`${folder}/${file}`, 'utf8')), file, {
    symbols: readSymbols('content/symbols.json'),
    library,
    cache: openCache(),
  })
  return toCheckedPage(file.split('-')[0], formulas)
}

/** What the formulas of one page have the checker read. */
export function toCheckedPage(
  page: string,
  { models, given, equations }: Awaited<ReturnType<typeof checkFormulas>>,
): CheckedPage {
  const toModel = ([name, { spec, formulas }]: [
    string,
    { spec: Chapter['model']['spec']; formulas: { value: string }[] },
  ]): Chapter => ({
    model: { spec, definitions: formulas.map((it) => it.value) },
    derivations: Object.fromEntries(
      given.filter((it) => it.model === name).map((it) => [it.name, it.spec]),
    ),
  })
  return {
    page,
    models: [...models].map(toModel),
    definitions: new Map(
      equations.filter((it) => it.status === 'definition').map((it) => [it.name, it.node.value]),
    ),
  }
}
