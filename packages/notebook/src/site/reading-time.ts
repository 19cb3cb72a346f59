/** Words that a reader takes in a minute, or characters of a language without blanks between words, and the minutes that a drawing or an exercise holds one up. */
const [wordsAMinute, charactersAMinute, pauseOfFigure, pauseOfExercise] = [200, 300, 0.5, 3]

/** A letter of Chinese or Japanese, which stands for a part of a word. */
const character = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu

/**
 * How long a page takes to read, in minutes, in steps of five from ten on: its words, and a pause at each figure and
 * each exercise. Code is not counted, since it is folded.
 * @param source the page as it was written, without its frontmatter
 */
export function readingTime(source: string): number {
  const figures = source.match(/^```ts cell [^\n]*\balt="/gm)?.length ?? 0
  const exercises = source.match(/<Exercise\b/g)?.length ?? 0
  const text = withoutCode(source)
  const characters = text.match(character)?.length ?? 0
  const words = text.replace(character, ' ').match(/[\p{L}\p{N}][\p{L}\p{N}’'-]*/gu)?.length ?? 0
  const minutes =
    words / wordsAMinute +
    characters / charactersAMinute +
    figures * pauseOfFigure +
    exercises * pauseOfExercise
  return minutes < 10 ? Math.max(1, Math.round(minutes)) : 5 * Math.round(minutes / 5)
}

function withoutCode(source: string): string {
  return source
    .replace(/^```[^]*?^```$/gm, '')
    .replace(/\$\$[^]*?\$\$/g, '')
    .replace(/<[^>]*>|`[^`]*`|\$[^$\n]*\$/g, ' ')
}
