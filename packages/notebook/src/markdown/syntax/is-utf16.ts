/**
 * Whether a text that was read as UTF-8 is in UTF-16: the two bytes of its mark are none of UTF-8, and half the bytes
 * of its Latin letters are 0.
 */
export const isUtf16 = (text: string): boolean => /^(?:\uFFFD\uFFFD|[^]?\0)/.test(text)
