/** Words that a reader takes in a minute, and the minutes that a drawing or an exercise holds one up. */
const [wordsAMinute, pauseOfFigure, pauseOfExercise] = [200, 0.5, 3]

/**
 * How long a page takes to read, in minutes, in steps of five from ten on: its words, and a pause at each figure and
 * each exercise. Code is not counted, since it is folded.
 * @param source the page as it was written, without its frontmatter
 */
export function readingTime(source: string): number {
  const figures = source.match(/^```ts cell [^\n]*\balt="/gm)?.length ?? 0
  const exercises = source.match(/<Exercise\b/g)?.length ?? 0
  const words = withoutCode(source).match(/[\p{L}\p{N}][\p{L}\p{N}’'-]*/gu)?.length ?? 0
  const minutes = words / wordsAMinute + figures * pauseOfFigure + exercises * pauseOfExercise
  return minutes < 10 ? Math.max(1, Math.round(minutes)) : 5 * Math.round(minutes / 5)
}

function withoutCode(source: string): string {
  return source
    .replace(/^```[^]*?^```$/gm, '')
    .replace(/\$\$[^]*?\$\$/g, '')
    .replace(/<[^>]*>|`[^`]*`|\$[^$\n]*\$/g, ' ')
}
