/** Where the first `${` of a text stands whose brace nothing in it closes. */
export function findOpenTemplate(text: string): number | undefined {
  const open: number[] = []
  for (const { 0: sign, index } of text.matchAll(/\$?\{|\}/g)) {
    if (sign === '}') open.pop()
    // Braces count within a value alone: elsewhere they are signs of a formula, or of the text.
    else if (sign === '${' || open.length > 0) open.push(index)
  }
  return open[0]
}
