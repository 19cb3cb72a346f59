import { checkNumber } from './check.ts'

/** Throws unless the value is a number from zero up, infinity excluded. */
export function checkNotNegative(name: string, value: number): void {
  checkNumber(name, value)
  if (!(value >= 0 && value < Infinity))
    throw new RangeError(`invalid ${name}: ${value}; it must be finite and not below 0`)
}
