/** The name of a chapter's file, without its ending: a number of two or three digits, and its address. */
const chapterKey = /^(\d{2,3})-(.+)$/

/** Whether a name without its ending is that of a chapter. */
export const isChapterKey = (key: string): boolean => chapterKey.test(key)

/** The address in a chapter's name; that of any other page is its name. */
export const nameInKey = (key: string): string => chapterKey.exec(key)?.[2] ?? key

/** The place of a chapter in the book. */
export const numberInKey = (key: string): number => Number(chapterKey.exec(key)?.[1] ?? 0)

/** The order of two chapters: 100 comes after 11, whatever their letters say. */
export const compareKeys = (a: string, b: string): number =>
  numberInKey(a) - numberInKey(b) || (a < b ? -1 : Number(a > b))
