import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Told } from './print-mistakes.ts'

/** Pixels that a picture may be wide: twice what the widest column shows. */
const widest = 2400
/** Bytes that a picture may have before it is made smaller. */
const heaviest = 2_000_000

/** Pictures of a page that cannot be read, or are far larger than a page can show. */
export function findImageMistakes(file: string, text: string): Told[] {
  return [...text.matchAll(/!\[[^\]\n]*\]\((\.{1,2}\/[^)\s]+|[\w-]+\.\w+)\)/g)].flatMap((found) => {
    const before = text.slice(0, found.index).split('\n')
    const path = join(dirname(file), decodeURI(found[1]))
    if (!existsSync(path)) return []
    const message = explainImage(found[1], path)
    const column = (before.at(-1) ?? '').length + 1
    return message === undefined ? [] : [{ file, line: before.length, column, ...message }]
  })
}

function explainImage(name: string, path: string): Pick<Told, 'severity' | 'message'> | undefined {
  const bytes = readFileSync(path)
  const size = sizeOf(bytes)
  if (size === 'unknown')
    return {
      severity: 'error',
      message: `unreadable picture: ${name}; it is no PNG, JPEG, GIF, WebP, AVIF or SVG, whatever its name says: save it anew`,
    }
  if (size && size.width > widest)
    return {
      severity: 'error',
      message: `picture too large: ${name} is ${size.width} × ${size.height}; a page shows at most ${widest / 2} pixels: make it ${widest} wide or less`,
    }
  const weight = statSync(path).size
  return weight > heaviest
    ? {
        severity: 'error',
        message: `heavy picture: ${name} has ${(weight / 1e6).toFixed(1)} MB; make it smaller than ${heaviest / 1e6} MB`,
      }
    : undefined
}

type Size = { width: number; height: number }

/** The size in a picture's own head; nothing for kinds that have none there. */
export function sizeOf(bytes: Buffer): Size | 'unknown' | undefined {
  const text = bytes.toString('latin1', 0, 400)
  if (text.startsWith('\x89PNG\r\n\x1a\n') && bytes.length >= 24)
    return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
  if (/^GIF8[79]a/.test(text) && bytes.length >= 10)
    return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) }
  if (text.startsWith('\xff\xd8\xff')) return sizeOfJpeg(bytes) ?? 'unknown'
  if (/^RIFF.{4}WEBP/s.test(text)) return undefined
  if (/^.{4}ftyp(?:avif|avis|mif1)/s.test(text)) return undefined
  return /<svg[\s>]/.test(bytes.toString('utf8', 0, 4000)) ? undefined : 'unknown'
}

/** The size stands in the segment that begins the frame. */
function sizeOfJpeg(bytes: Buffer): Size | undefined {
  for (let at = 2; at + 9 < bytes.length;) {
    if (bytes[at] !== 0xff) return undefined
    const kind = bytes[at + 1]
    if (kind >= 0xc0 && kind <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(kind))
      return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) }
    at += 2 + bytes.readUInt16BE(at + 2)
  }
  return undefined
}
