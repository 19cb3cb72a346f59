import type { Root } from 'mdast'
import type { Mistakes } from '../syntax/mistakes.ts'
import { shorten } from '../syntax/shorten.ts'
import { findBlocks, type Block } from './blocks.ts'
import { pairBlocks } from './pair-blocks.ts'
import type { SourcePage } from './source-page.ts'
import type { Mistake } from '../../strings/mistakes.ts'

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
      mistakes.warn(block.place, { kind: 'missingKey', key, source: at(from) })
  }
  for (const it of orphaned.filter((n) => own[n].words !== '' || own[n].keys.length > 0))
    mistakes.warn(own[it].place, {
      kind: 'orphanedBlock',
      block: quote(own[it]),
      file: source.file,
    })
  for (const it of missing.filter((n) => theirs[n].words !== '' || theirs[n].keys.length > 0)) {
    const above = [...sourceOf].filter(([, index]) => index < it).map(([mine]) => mine)
    mistakes.warn(own[Math.max(0, ...above)].place, {
      kind: 'missingBlock',
      block: quote(theirs[it]),
      source: at(theirs[it]),
      command,
    })
  }
}

function explainBlock(
  { mark, words }: Block,
  from: Block,
  { at, command }: { at: string; command: string },
): Mistake | undefined {
  if (from.words === '' || words === '') return undefined
  if (!mark) return { kind: 'unmarkedBlock', command }
  if (mark.isUntranslated) return { kind: 'untranslatedBlock', source: at }
  return mark.hash === from.hash ? undefined : { kind: 'staleBlock', source: at, command }
}

const quote = ({ words, keys: [key] }: Block): string =>
  words === '' ? (key ?? '') : `“${shorten(words.replaceAll('\n', ' '))}”`
