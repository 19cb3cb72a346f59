/** Bytes of files, compressed, by their paths. */
export type Weights = Readonly<Record<string, number>>

/** What two builds weigh, as a table of Markdown: the files that differ, and the sum of all. */
export function compareWeights(before: Weights, after: Weights): string {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  const changed = names.filter((name) => before[name] !== after[name])
  const sum = (weights: Weights): number => Object.values(weights).reduce((all, it) => all + it, 0)
  const rows = changed.map((name) => toRow(name, before[name] ?? 0, after[name] ?? 0))
  return [
    '| file | before | after | change |',
    '|---|---:|---:|---:|',
    ...rows,
    toRow('**all**', sum(before), sum(after)),
  ].join('\n')
}

function toRow(name: string, before: number, after: number): string {
  const change = after - before
  return `| ${name} | ${inKilobytes(before)} | ${inKilobytes(after)} | ${change > 0 ? '+' : ''}${inKilobytes(change)} |`
}

const inKilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`
