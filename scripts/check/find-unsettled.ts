import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { readCheckedPages } from '../../tests/book/checked.ts'
import { findUnlisted, mutatePage } from '../../tests/book/mutants.ts'
import { readingsOf } from '../../tests/book/readings.ts'
import type { Told } from './print-mistakes.ts'

const snapshot = 'tests/book/__snapshots__/formulas.test.ts.snap'
const command = 'npm run settle'

/**
 * What the tests want of the chapters' formulas beyond what is checked: how they are read stands in a
 * snapshot, and a mutant that passes has a reason. Pages that read as in the snapshot have both.
 * @param files pages of the book
 */
export async function findUnsettled(files: readonly string[]): Promise<Told[]> {
  const chapters = files.filter((it) => /(?:^|\/)content\/en\/\d{2,3}-[^/]*\.mdx$/.test(it))
  if (!existsSync(snapshot) || chapters.length === 0) return []
  const kept = readFileSync(snapshot, 'utf8')
  const told = await Promise.all(chapters.map((file) => unsettledIn(file, kept)))
  return told.flat()
}

async function unsettledIn(file: string, kept: string): Promise<Told[]> {
  // What cannot be read is told by the check of the page.
  const pages = await readCheckedPages(dirname(file), [basename(file)]).catch(() => [])
  const changed = pages.filter((page) => readingsOf(page).some((it) => !isKept(it, kept)))
  const at = (message: string): Told => ({ file, line: 1, column: 1, severity: 'error', message })
  return changed.flatMap((page) => [
    at(
      `readings to be kept: how formulas of this page are read is not in ${snapshot}, or differs; run \`${command}\`, and compare what it writes with what you mean`,
    ),
    ...findUnlisted(mutatePage(page)).map(({ where, rule, text }) =>
      at(
        `mutant that passes: ${where}: ${rule}: ${text}; for a definition write an anchor in tests/book/anchors.ts, for a line a reason in tests/book/mutants.ts`,
      ),
    ),
  ])
}

/** A snapshot is text in quotes within a template, where backslashes are doubled. */
function isKept([title, reading]: readonly [string, string], kept: string): boolean {
  const [, text = ''] = kept.split(`${title} 1\`] = \``)
  const [, template = ''] = /^\n?([^]*?)\n?`;\n/.exec(text) ?? []
  return template.replace(/\\([\\`$])/g, '$1') === `"${reading}"`
}
