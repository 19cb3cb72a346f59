/** A text of its own: a piece of another keeps all of that in memory. */
export const detach = (text: string): string => Buffer.from(text).toString()
