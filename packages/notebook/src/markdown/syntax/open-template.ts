/** A value's quoted text, and the signs of braces. */
const parts = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`|\$?\{|\}/g

/** Where the first `${` of a text stands whose brace nothing in it closes. */
export function findOpenTemplate(text: string): number | undefined {
  const open: number[] = []
  parts.lastIndex = 0
  for (let found = parts.exec(text); found; found = parts.exec(text)) {
    const { 0: sign, index } = found
    // Quotes and braces count within a value alone: elsewhere they are signs of a formula, or of the text.
    const isQuoted = /^['"`]/.test(sign)
    if (isQuoted && open.length === 0) parts.lastIndex = index + 1
    else if (sign === '}') open.pop()
    else if (!isQuoted && (sign === '${' || open.length > 0)) open.push(index)
  }
  return open[0]
}
