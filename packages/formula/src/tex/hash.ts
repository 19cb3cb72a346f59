/**
 * A short name for a formula's TeX; blanks and comments do not count. This is 64-bit FNV-1a and
 * must never change: chapters contain its values beside their twins.
 */
export function hashTeX(tex: string): string {
  let hash = 0xcbf29ce484222325n
  for (const character of piecesOf(tex).join(' ')) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(character.codePointAt(0)!)) * 0x100000001b3n)
  }
  return hash.toString(36).padStart(13, '0').slice(-10)
}

const piecesOf = (tex: string): readonly string[] =>
  tex.replaceAll(/(?<!\\)%[^\n]*/g, '').match(/\\[a-zA-Z]+|\\.|\S/gs) ?? []
