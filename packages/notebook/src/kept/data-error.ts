/** Why data cannot be read. */
export class DataError extends Error {
  readonly reason: 'tooLarge' | 'longField' | 'noTable' | 'noRows'

  constructor(reason: DataError['reason'], message: string) {
    super(`data: ${message}`)
    this.reason = reason
  }
}
