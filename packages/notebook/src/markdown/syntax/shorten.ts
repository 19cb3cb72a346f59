/** The beginning of what an author wrote, for a message. */
export const shorten = (code: string): string => (code.length > 40 ? `${code.slice(0, 40)}…` : code)
