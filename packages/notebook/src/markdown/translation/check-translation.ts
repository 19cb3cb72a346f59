import type { Root } from 'mdast'
import type { Mistakes } from '../syntax/mistakes.ts'
import { shorten } from '../syntax/shorten.ts'
import { findBlocks, type Block } from './blocks.ts'
import { pairBlocks } from './pair-blocks.ts'
import type { SourcePage } from './source-page.ts'

/**
 * Tells which blocks of a translation are stale, missing, orphaned or untranslated. All are warnings: whoever edits a
 * page need not know the languages that it is translated into.
 */
export function checkTranslation(root: Root, source: SourcePage, mistakes: Mistakes): void {
  const [theirs, own] = [findBlocks(source.root), findBlocks(root)]
  const { sourceOf, orphaned, missing } = pairBlocks(theirs, own)
  const held = new Set(own.flatMap(({ keys }) => keys))
  const command = `npx notebook translate ${mistakes.file}`
  const at = ({ place }: Block): string => `${source.file}:${place.line}`
  for (const [mine, index] of sourceOf) {
    const [block, from] = [own[mine], theirs[index]]
    const problem = explainBlock(block, from, { at: at(from), command })
    if (problem !== undefined) mistakes.warn(block.place, problem)
    for (const key of from.keys.filter((it) => !held.has(it)))
      mistakes.warn(block.place, `missing: ${key}; ${at(from)} has it: write it with its name`)
  }
  for (const it of orphaned.filter((n) => own[n].words !== '' || own[n].keys.length > 0))
    mistakes.warn(
      own[it].place,
      `orphaned block: ${quote(own[it])}; ${source.file} has none that it could be made from: take it out, or write {/* own */} above it`,
    )
  for (const it of missing.filter((n) => theirs[n].words !== '' || theirs[n].keys.length > 0)) {
    const above = [...sourceOf].filter(([, index]) => index < it).map(([mine]) => mine)
    mistakes.warn(
      own[Math.max(0, ...above)].place,
      `missing block: ${quote(theirs[it])} of ${at(theirs[it])}, which comes next; ${command} puts it there`,
    )
  }
}

function explainBlock(
  { mark, words }: Block,
  from: Block,
  { at, command }: { at: string; command: string },
): string | undefined {
  if (from.words === '' || words === '') return undefined
  if (!mark) return `unmarked block: it does not say what it was made from; ${command} marks it`
  if (mark.isUntranslated)
    return `untranslated: as it stands in ${at}; translate it, then take “, untranslated” out of the comment above`
  return mark.hash === from.hash
    ? undefined
    : `stale: ${at} has changed since; compare, take out the comment above, then ${command} marks it anew`
}

const quote = ({ words, keys: [key] }: Block): string =>
  words === '' ? (key ?? '') : `“${shorten(words.replaceAll('\n', ' '))}”`
