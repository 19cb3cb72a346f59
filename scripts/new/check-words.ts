/** How many words each kind of part takes. */
const takes: Readonly<Record<string, number>> = { chapter: 1, page: 1, exercise: 2, figure: 2 }

/** Refuses a title without quotes: the shell makes each of its words a word of the command. */
export function checkWords(kind: string = '', given: readonly string[]): void {
  const count = takes[kind]
  if (count === undefined || given.length <= count) return
  const title = given.slice(count - 1).join(' ')
  const before = given.slice(0, count - 1).join(' ')
  throw new Error(
    `words too many: ${title}; write them in quotes: npm run new -- ${kind} ${before && `${before} `}"${title}"`,
  )
}
