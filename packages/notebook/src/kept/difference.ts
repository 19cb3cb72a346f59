/** A line of one text, of the other, or of both. */
export interface DifferenceLine {
  kind: 'same' | 'out' | 'in'
  text: string
}

/** More pairs of lines than this are not compared: all of the one text is out then, all of the other in. */
const mostPairs = 4_000_000

/** What leads from one text to another, line by line: a longest common subsequence. */
export function findDifference(from: string, to: string): DifferenceLine[] {
  const [a, b] = [from.split('\n'), to.split('\n')]
  if (a.length * b.length > mostPairs) return [...mark('out', a), ...mark('in', b)]
  const lengths = commonLengths(a, b)
  const lines: DifferenceLine[] = []
  let [i, j] = [0, 0]
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      lines.push({ kind: 'same', text: a[i++] })
      j++
    } else if (lengths[i + 1][j] >= lengths[i][j + 1]) lines.push({ kind: 'out', text: a[i++] })
    else lines.push({ kind: 'in', text: b[j++] })
  }
  return [...lines, ...mark('out', a.slice(i)), ...mark('in', b.slice(j))]
}

function mark(kind: DifferenceLine['kind'], lines: readonly string[]): DifferenceLine[] {
  return lines.map((text) => ({ kind, text }))
}

/** For all ends of the two lists: the length of what they have in common. */
function commonLengths(a: readonly string[], b: readonly string[]): Uint32Array[] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i][j] =
        a[i] === b[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1])
  return lengths
}
