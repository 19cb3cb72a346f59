import type { Told } from './print-mistakes.ts'

/** An error at one place of a text. */
export function tellAt(file: string, text: string, index: number, message: string): Told {
  const before = text.slice(0, index).split('\n')
  const column = (before.at(-1) ?? '').length + 1
  return { file, line: before.length, column, severity: 'error', message }
}
