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

/** A value as it would be typed, for messages. */
export function spell(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  return typeof value === 'bigint' ? `${value}n` : String(value)
}

/** Throws unless the value can be a number of things. */
export function checkCount(name: string, value: number): void {
  if (!(Number.isInteger(value) && value > 0))
    throw new RangeError(`invalid ${name}: ${spell(value)}; give a whole number above 0`)
}

/** Throws unless the value can be called for random numbers. */
export function checkRandom(random: unknown): void {
  if (typeof random !== 'function')
    throw new TypeError('invalid random: it is no function; give randomSource(seed)')
}
