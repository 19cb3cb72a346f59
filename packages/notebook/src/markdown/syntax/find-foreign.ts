/** The first mark of a conflict that Git has left in a file. */
export const findConflict = (source: string): RegExpExecArray | null =>
  /^(?:<{7}|>{7})(?= |$)/m.exec(source)

const garbled = /[ÃÂ][\u0080-\u00bf]|â€[\u0080-\u00bf™œ“”˜¦]/g

/**
 * The first sign that came out as two or three, when a file in UTF-8 was read as one in Latin-1. Where there is but one,
 * it may be meant: a text may show what such a sign looks like.
 */
export function findGarbled(source: string): RegExpExecArray | undefined {
  const [first, second] = source.matchAll(garbled)
  return second && first
}
