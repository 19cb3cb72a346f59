/** Bytes of files, compressed, by their paths. */
export type Weights = Readonly<Record<string, number>>

/** Bytes below which a change is only counted: names of scripts change with the scripts, on every page. */
const least = 50

/** What two builds weigh, as a table of Markdown: the files that differ, and the sum of all. */
export function compareWeights(before: Weights, after: Weights): string {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  const changeOf = (name: string): number => Math.abs((after[name] ?? 0) - (before[name] ?? 0))
  const changed = names.filter((name) => changeOf(name) >= least)
  const others = names.filter((name) => changeOf(name) > 0 && changeOf(name) < least)
  const sum = (weights: Weights): number => Object.values(weights).reduce((all, it) => all + it, 0)
  const rows = changed.map((name) => toRow(name, before[name] ?? 0, after[name] ?? 0))
  return [
    '| file | before | after | change |',
    '|---|---:|---:|---:|',
    ...rows,
    toRow('**all**', sum(before), sum(after)),
    ...(others.length > 0 ? ['', `${others.length} more differ by less than 0.05 kB.`] : []),
  ].join('\n')
}

function toRow(name: string, before: number, after: number): string {
  const change = after - before
  return `| ${name} | ${inKilobytes(before)} | ${inKilobytes(after)} | ${change > 0 ? '+' : ''}${inKilobytes(change)} |`
}

const inKilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`
