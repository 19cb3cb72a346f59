/**
 * Compresses bytes into the zlib format: one block of the fixed Huffman code, in which three bytes or more that occurred
 * shortly before are named by where. `CompressionStream` does better but cannot answer at once, as `toDataURL` must.
 */
export function deflate(bytes: Uint8Array): Uint8Array {
  const writer: BitWriter = { bytes: [0x78, 0x01], buffer: 0, count: 0 }
  writeBits(writer, 0b011, 3)
  const recent = new Map<number, number>()
  for (let at = 0; at < bytes.length;) {
    const from = at + 2 < bytes.length ? remember(recent, bytes, at) : undefined
    const length = from === undefined || at - from > 32768 ? 0 : matchLength(bytes, from, at)
    if (length < 3) writeSymbol(writer, bytes[at++])
    else (writeMatch(writer, length, at - from!), (at += length))
  }
  writeSymbol(writer, 256)
  writeBits(writer, 0, 7)
  const sum = adler32(bytes)
  writer.bytes.push(sum >>> 24, (sum >>> 16) & 255, (sum >>> 8) & 255, sum & 255)
  return Uint8Array.from(writer.bytes)
}

interface BitWriter {
  readonly bytes: number[]
  buffer: number
  count: number
}

/** Where the three bytes at `at` were last seen; they are noted as seen here. */
function remember(recent: Map<number, number>, bytes: Uint8Array, at: number): number | undefined {
  const key = (bytes[at] << 16) | (bytes[at + 1] << 8) | bytes[at + 2]
  const from = recent.get(key)
  recent.set(key, at)
  return from
}

function matchLength(bytes: Uint8Array, from: number, at: number): number {
  const most = Math.min(258, bytes.length - at)
  let length = 0
  while (length < most && bytes[from + length] === bytes[at + length]) length++
  return length
}

function writeMatch(writer: BitWriter, length: number, distance: number): void {
  if (length === 258) writeSymbol(writer, 285)
  else {
    const [code, extra, bits] = bucket(length - 3, 4)
    writeSymbol(writer, 257 + code)
    writeBits(writer, extra, bits)
  }
  const [code, extra, bits] = bucket(distance - 1, 2)
  writeBits(writer, reversed(code, 5), 5)
  writeBits(writer, extra, bits)
}

/**
 * RFC 1951, 3.2.5: values are grouped in ranges that double in width after every `perWidth` of them.
 * Returns the range's number, the place within it, and the bits that takes.
 */
function bucket(value: number, perWidth: 2 | 4): [code: number, extra: number, bits: number] {
  const bits = Math.max(0, 31 - Math.clz32(value) - perWidth / 2)
  return [(value >>> bits) + bits * perWidth, value & ((1 << bits) - 1), bits]
}

/** A literal, the end of the block, or a length, in the fixed code of RFC 1951, 3.2.6. */
function writeSymbol(writer: BitWriter, symbol: number): void {
  if (symbol < 144) writeBits(writer, reversed(0x30 + symbol, 8), 8)
  else if (symbol < 256) writeBits(writer, reversed(0x190 + symbol - 144, 9), 9)
  else if (symbol < 280) writeBits(writer, reversed(symbol - 256, 7), 7)
  else writeBits(writer, reversed(0xc0 + symbol - 280, 8), 8)
}

function writeBits(writer: BitWriter, value: number, count: number): void {
  writer.buffer |= value << writer.count
  writer.count += count
  for (; writer.count >= 8; writer.count -= 8, writer.buffer >>>= 8)
    writer.bytes.push(writer.buffer & 255)
}

/** Huffman codes are written from their highest bit, everything else from its lowest. */
function reversed(code: number, bits: number): number {
  let result = 0
  for (let i = 0; i < bits; i++) result |= ((code >>> i) & 1) << (bits - 1 - i)
  return result
}

function adler32(bytes: Uint8Array): number {
  let a = 1
  let b = 0
  for (const byte of bytes) {
    a = (a + byte) % 65521
    b = (b + a) % 65521
  }
  return ((b << 16) | a) >>> 0
}
