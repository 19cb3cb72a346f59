/**
 * The width and height of a raster image, from the first bytes of its file: what it takes to decode
 * depends on these, and not on how long it is.
 * @param address a `data:` address in base64
 * @returns undefined for anything but a PNG, a GIF, a JPEG or a WebP
 */
export function readImageSize(address: string): { width: number; height: number } | undefined {
  const match = /^data:image\/(?:png|gif|jpeg|webp);base64,/i.exec(address)
  if (!match) return undefined
  const bytes = decode(address.slice(match[0].length, match[0].length + headLimit))
  return bytes && (readPng(bytes) ?? readGif(bytes) ?? readWebp(bytes) ?? readJpeg(bytes))
}

/** Characters of base64 that are looked at: a JPEG may have a long preface. */
const headLimit = 256 * 1024

type Size = { width: number; height: number }

function decode(base64: string): DataView | undefined {
  try {
    const binary = atob(base64.slice(0, base64.length - (base64.length % 4)))
    const bytes = new Uint8Array(binary.length)
    for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i)
    return new DataView(bytes.buffer)
  } catch {
    return undefined
  }
}

function hasText(bytes: DataView, at: number, text: string): boolean {
  if (bytes.byteLength < at + text.length) return false
  return [...text].every((it, index) => bytes.getUint8(at + index) === it.charCodeAt(0))
}

function readPng(bytes: DataView): Size | undefined {
  if (!hasText(bytes, 1, 'PNG') || !hasText(bytes, 12, 'IHDR') || bytes.byteLength < 24)
    return undefined
  return { width: bytes.getUint32(16), height: bytes.getUint32(20) }
}

function readGif(bytes: DataView): Size | undefined {
  if (!hasText(bytes, 0, 'GIF8') || bytes.byteLength < 10) return undefined
  return { width: bytes.getUint16(6, true), height: bytes.getUint16(8, true) }
}

function readWebp(bytes: DataView): Size | undefined {
  if (!hasText(bytes, 0, 'RIFF') || !hasText(bytes, 8, 'WEBP') || bytes.byteLength < 30)
    return undefined
  if (hasText(bytes, 12, 'VP8X')) {
    const three = (at: number): number =>
      bytes.getUint16(at, true) + 65_536 * bytes.getUint8(at + 2)
    return { width: 1 + three(24), height: 1 + three(27) }
  }
  if (hasText(bytes, 12, 'VP8L')) {
    const bits = bytes.getUint32(21, true)
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) }
  }
  return {
    width: bytes.getUint16(26, true) & 0x3fff,
    height: bytes.getUint16(28, true) & 0x3fff,
  }
}

/** Goes from segment to segment to the one that begins the frame. */
function readJpeg(bytes: DataView): Size | undefined {
  if (bytes.byteLength < 4 || bytes.getUint16(0) !== 0xffd8) return undefined
  let at = 2
  while (at + 9 < bytes.byteLength && bytes.getUint8(at) === 0xff) {
    const marker = bytes.getUint8(at + 1)
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { height: bytes.getUint16(at + 5), width: bytes.getUint16(at + 7) }
    at += 2 + bytes.getUint16(at + 2)
  }
  return undefined
}
