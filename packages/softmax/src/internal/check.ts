/** Throws unless the value is a number above zero, infinity excluded. */
export function checkPositive(name: string, value: number): void {
  checkNumber(name, value)
  if (value > 0 && value < Infinity) return
  throw new RangeError(`invalid ${name}: ${value}; it must be above 0 and finite`)
}

/** Throws unless the value is a number at all. */
export function checkNumber(name: string, value: unknown): asserts value is number {
  if (typeof value === 'number') return
  throw new TypeError(`invalid ${name}: ${spell(value)} is not a number`)
}

/** Throws unless the value is true or false. */
export function checkFlag(name: string, value: unknown): asserts value is boolean {
  if (typeof value === 'boolean') return
  throw new TypeError(`invalid ${name}: ${spell(value)}; give true or false`)
}

/** A value as it would be typed, for messages; long ones are cut. */
export function spell(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(cut(value))
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'function') return 'a function'
  if (isList(value)) return `[${cut(Array.from(value, spell).join(', '))}]`
  return typeof value === 'object' && value !== null ? 'an object' : String(value)
}

/** Whether the value is an array or a typed array. */
export function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && 'length' in value)
}

function cut(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}

/** Throws unless the value can be a number of things. */
export function checkCount(name: string, value: number): void {
  if (Number.isInteger(value) && value > 0) return
  throw new RangeError(`invalid ${name}: ${spell(value)}; give a whole number above 0`)
}

/**
 * Throws where room would be made for more than `most` things, each of which is filled: an array may be asked for
 * that takes all memory, and with it the process, before anything is refused.
 * @param cure what is to be done instead
 */
export function checkRoom(name: string, value: number, most: number, cure: string): void {
  if (value <= most) return
  throw new RangeError(`invalid ${name}: ${value}; ${most} at most fit into memory: ${cure}`)
}

/** Throws unless the value can be called for random numbers. */
export function checkRandom(random: unknown): void {
  if (typeof random === 'function') return
  throw new TypeError('invalid random: it is no function; give randomSource(seed)')
}
