/** The first mark of a conflict that Git has left in a file. */
export const findConflict = (source: string): RegExpExecArray | null =>
  /^(?:<{7}|>{7})(?= |$)/m.exec(source)

/** The first sign that came out as two or three, when a file in UTF-8 was read as one in Latin-1. */
export const findGarbled = (source: string): RegExpExecArray | null =>
  /[ÃÂ][\u0080-\u00bf]|â€[\u0080-\u00bf™œ“”˜¦]/.exec(source)
