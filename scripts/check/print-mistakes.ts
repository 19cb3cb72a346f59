import type { Format } from './read-options.ts'

/** Something that is wrong in a file of the book. */
export interface Told {
  file: string
  line: number
  column: number
  severity: 'error' | 'warning'
  /** What is wrong, and the cure. */
  message: string
  /** What several tools tell of, each in its own words. */
  about?: 'syntax' | 'unused name'
}

/**
 * Prints mistakes by file, line and column.
 * @param counted what was checked, for the last line
 */
export function printMistakes(told: readonly Told[], format: Format, counted: string): void {
  const sorted = [...told].sort(
    (a, b) =>
      (a.file < b.file ? -1 : Number(a.file > b.file)) || a.line - b.line || a.column - b.column,
  )
  if (format === 'json') return console.log(JSON.stringify(sorted, null, 2))
  for (const it of sorted) console.log(format === 'github' ? toAnnotation(it) : toLine(it))
  console.log(`${counted}: ${countMistakes(told)}`)
}

/** How many errors and warnings there are, in words. */
export function countMistakes(told: readonly Told[]): string {
  const [errors, warnings] = (['error', 'warning'] as const).map(
    (severity) => told.filter((it) => it.severity === severity).length,
  )
  const verdict = errors === 0 ? 'right' : `${errors} wrong`
  return `${verdict}${warnings === 0 ? '' : `, ${warnings} to look at`}`
}

function toLine({ file, line, column, severity, message }: Told): string {
  return `${file}:${line}:${column}: ${severity === 'warning' ? 'warning: ' : ''}${message}`
}

/** A command of GitHub's runners: https://docs.github.com/actions/reference/workflow-commands-for-github-actions. */
export function toAnnotation({ file, line, column, severity, message }: Told): string {
  const place = `file=${toProperty(file)},line=${line},col=${column}`
  return `::${severity} ${place}::${toData(message)}`
}

const toData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

const toProperty = (text: string): string =>
  toData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
