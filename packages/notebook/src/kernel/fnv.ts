/** FNV-1a, 32 bits, over UTF-16 units; `salt` gives independent hashes of one text. */
export function fnv1a(text: string, salt = 0): number {
  let hash = 0x811c9dc5 ^ salt
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}
