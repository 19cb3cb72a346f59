import { stripVTControlCharacters } from 'node:util'
import type { Told } from './print-mistakes.ts'

/** `a.ts:1:2 - error ts(2322): …` as `astro check` writes it, and `a.ts(1,2): error TS2322: …` as `tsc` does. */
const heads = [
  /^(?<file>\S.*?):(?<line>\d+):(?<column>\d+) - (?<severity>error|warning) (?:ts\((?<code>\d+)\)|\S*): (?<message>.*)$/,
  /^(?<file>\S.*?)\((?<line>\d+),(?<column>\d+)\): (?<severity>error|warning) TS(?<code>\d+): (?<message>.*)$/,
]

/** Codes below this are TypeScript's for what cannot be parsed. */
const endOfSyntax = 2000

/** What a compiler tells, in the form in which types of cells are told. Lines below a message go on with it. */
export function readTypes({ stdout }: { stdout: string }): Told[] {
  const told: Told[] = []
  const codes: (string | undefined)[] = []
  let isOpen = false
  for (const line of stripVTControlCharacters(stdout).split(/\r?\n/)) {
    const found = heads.map((it) => it.exec(line)?.groups).find((it) => it !== undefined)
    if (found) {
      told.push(toTold(found))
      codes.push(found['code'])
    } else if (isOpen && /^ {2,}\S/.test(line)) told[told.length - 1].message += ` ${line.trim()}`
    isOpen = found !== undefined || (isOpen && /^ {2,}\S/.test(line))
  }
  return told.map((it, n) => withCode(it, codes[n]))
}

function withCode(told: Told, code: string | undefined): Told {
  if (code === undefined) return told
  const message = `${told.message} (TS${code})`
  return { ...told, message, ...(Number(code) < endOfSyntax && { about: 'syntax' }) }
}

function toTold(found: Readonly<Record<string, string>>): Told {
  return {
    file: found['file'].replaceAll('\\', '/'),
    line: Number(found['line']),
    column: Number(found['column']),
    severity: found['severity'] === 'warning' ? 'warning' : 'error',
    message: found['message'],
  }
}
