import { readFileSync } from 'node:fs'
import { book } from '../../src/library/config.ts'
import { openCache } from '../../packages/notebook/src/hosts/cache/open-cache.ts'
import { readChapter, type Chapter } from '../../packages/notebook/src/markdown/chapter/chapter.ts'
import {
  addValues,
  compileChapter,
} from '../../packages/notebook/src/markdown/chapter/compile-chapter.ts'
import {
  runCompiled,
  type ChapterResults,
} from '../../packages/notebook/src/markdown/chapter/run-chapter.ts'
import {
  checkFormulas,
  type PageFormulas,
} from '../../packages/notebook/src/markdown/formulas/check-formulas.ts'
import {
  findLiveValues,
  namesGivenBy,
} from '../../packages/notebook/src/markdown/formulas/derivation-values.ts'
import { readSymbols } from '../../packages/notebook/src/markdown/formulas/symbols.ts'
import { parseMdx } from '../../packages/notebook/src/markdown/syntax/engine.ts'
import { Mistakes } from '../../packages/notebook/src/markdown/syntax/mistakes.ts'

/** A page of the book with all that it comes to. */
export interface RunPage extends ChapterResults {
  chapter: Chapter
  formulas: PageFormulas
}

const cache = openCache()

/** Read where they are needed: a list with a mistake is told by the check, which loads this file. */
const toSettings = () => ({ ...book, symbols: readSymbols(book.symbols), cache })

/** Runs a page as the check and the build do, so that what one of the three has computed serves the others. */
export async function runPage(file: string): Promise<RunPage> {
  const text = readFileSync(file, 'utf8')
  const settings = toSettings()
  const mistakes = new Mistakes(file)
  const chapter = readChapter(file, text)
  const compiled = compileChapter(chapter, mistakes, book.name)
  const formulas = await checkFormulas(
    parseMdx(text),
    file,
    { ...settings, source: text },
    mistakes,
  )
  const given = namesGivenBy(compiled.program)
  const live = findLiveValues(formulas.derivations, { given, symbols: settings.symbols }, mistakes)
  const run = await runCompiled(addValues(compiled, live.values, mistakes), settings, mistakes)
  mistakes.throwAny()
  return { chapter, formulas, ...run }
}
