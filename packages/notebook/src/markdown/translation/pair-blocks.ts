import type { Block } from './blocks.ts'

/** A translation's blocks, each with the block of its source. */
export interface Paired {
  /** The index of the source's block by that of the translation's. */
  sourceOf: Map<number, number>
  /** Those that the source no longer has. */
  orphaned: number[]
  /** Blocks of the source without a translation. */
  missing: number[]
}

/**
 * Finds for each block of a translation the one that it was made from: by its mark; where the source has changed, by
 * the names that both hold, and then by its place between its neighbours.
 */
export function pairBlocks(source: readonly Block[], own: readonly Block[]): Paired {
  const sourceOf = new Map<number, number>()
  const free = new Set(source.keys())
  const take = (mine: number, fits: (block: Block, index: number) => boolean): void => {
    if (sourceOf.has(mine) || isOwn(own[mine])) return
    const found = [...free].find((it) => fits(source[it], it))
    if (found === undefined) return
    sourceOf.set(mine, found)
    free.delete(found)
  }
  for (const [n, { mark }] of own.entries()) take(n, ({ hash }) => hash === mark?.hash)
  for (const [n, { keys }] of own.entries())
    take(n, (it) => keys.some((key) => it.keys.includes(key)))
  for (const [n, block] of own.entries()) {
    const [after, before] = neighbours(n, own.length, sourceOf)
    take(n, (it, index) => index > after && index < before && isAlike(it, block))
  }
  return {
    sourceOf,
    orphaned: [...own.keys()].filter((it) => !sourceOf.has(it) && !isOwn(own[it])),
    missing: [...free],
  }
}

const isOwn = ({ mark }: Block): boolean => mark !== undefined && mark.hash === undefined

/** Whether two blocks are of one kind: headings of one depth, components of one name. */
function isAlike(a: Block, b: Block): boolean {
  const shape = ({ node, words }: Block): unknown[] => [
    node.type,
    'depth' in node && node.depth,
    'name' in node && node.name,
    words === '',
  ]
  return shape(a).join() === shape(b).join()
}

/** Between which blocks of the source one of the translation belongs, by those beside it. */
function neighbours(
  index: number,
  count: number,
  sourceOf: ReadonlyMap<number, number>,
): [after: number, before: number] {
  let [above, below] = [index, index]
  while (above >= 0 && !sourceOf.has(above)) above--
  while (below < count && !sourceOf.has(below)) below++
  return [sourceOf.get(above) ?? -1, sourceOf.get(below) ?? Infinity]
}
