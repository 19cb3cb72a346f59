import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { digestFile } from '../../packages/notebook/src/hosts/cache/file-digests.ts'
import type { ResultCache } from '../../packages/notebook/src/hosts/cache/result-cache.ts'
import { toKey } from '../../packages/notebook/src/hosts/cache/to-key.ts'
import { readCheckedPages, type CheckedPage } from '../../tests/book/checked.ts'
import { judgePage, type Judged } from '../../tests/book/judge-page.ts'
import { readingsOf } from '../../tests/book/readings.ts'
import type { Told } from './print-mistakes.ts'
import { tellAt } from './tell-at.ts'

const snapshot = 'tests/book/__snapshots__/formulas.test.ts.snap'
const command = 'npm run settle'

/**
 * What the tests want of the chapters' formulas beyond what is checked: how they are read stands in a
 * snapshot, and what the tests of proofs, bounds and mutants find has its reason in a list.
 * @param files pages of the book
 */
export async function findUnsettled(
  files: readonly string[],
  cache?: ResultCache,
): Promise<Told[]> {
  const chapters = files.filter((it) => /(?:^|\/)content\/en\/\d{2,3}-[^/]*\.mdx$/.test(it))
  if (!existsSync(snapshot) || chapters.length === 0) return []
  const kept = readFileSync(snapshot, 'utf8')
  const told = await Promise.all(chapters.map((file) => unsettledIn(file, kept, cache)))
  return told.flat()
}

async function unsettledIn(file: string, kept: string, cache?: ResultCache): Promise<Told[]> {
  const text = readFileSync(file, 'utf8')
  // What cannot be read is told by the check of the page.
  const pages = await readCheckedPages(dirname(file), [basename(file)]).catch(() => [])
  return pages.flatMap((page) => [
    ...(readingsOf(page).every((it) => isKept(it, kept))
      ? []
      : [
          tellAt(
            file,
            text,
            0,
            `readings to be kept: how formulas of this page are read is not in ${snapshot}, or differs; run \`${command}\`, and compare what it writes with what you mean`,
          ),
        ]),
    ...recallJudged(page, cache).map((it) => tellAt(file, text, placeOf(it, text), it.message)),
  ])
}

/** Where a formula or a derivation of this name is written, or else a piece of TeX. */
function placeOf({ name, tex = '' }: Judged, text: string): number {
  const [mark = name] = /^[\w-]+/.exec(name) ?? []
  const named = text.search(new RegExp(`^.*\\bname=["{']*${mark}\\b(?!-)`, 'm'))
  const words = tex.split(' ').map((it) => it.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
  return Math.max(0, named < 0 ? text.search(new RegExp(words.join('\\s+'))) : named)
}

/** What the tests find is the same as long as nothing has changed that they compute it from. */
function recallJudged(page: CheckedPage, cache?: ResultCache): Judged[] {
  const key = cache && toKey(['judged 2', page, judgesDigest()])
  if (!cache || !key) return judgePage(page)
  const known = cache.get(key) as Judged[] | undefined
  if (known) return known
  const judged = judgePage(page)
  cache.put(key, judged)
  return judged
}

let digest: string | undefined

function judgesDigest(): string | undefined {
  const files = globSync('{packages/{formula,softmax}/{src,test},tests/book}/**/*.ts').sort()
  return (digest ??= toKey(files.map((it) => [it, digestFile(it)])))
}

/** A snapshot is text in quotes within a template, where backslashes are doubled. */
function isKept([title, reading]: readonly [string, string], kept: string): boolean {
  const [, text = ''] = kept.split(`${title} 1\`] = \``)
  const [, template = ''] = /^\n?([^]*?)\n?`;\n/.exec(text) ?? []
  return template.replace(/\\([\\`$])/g, '$1') === `"${reading}"`
}
