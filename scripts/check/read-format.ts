import { stripVTControlCharacters } from 'node:util'
import type { Told } from './print-mistakes.ts'

/** The files that Prettier lists because it would write them differently, and those that it cannot read. */
export function readFormat({ stdout, stderr }: { stdout: string; stderr: string }): Told[] {
  const listed = stdout.split(/\r?\n/).filter((it) => it.trim() !== '')
  const unread = stripVTControlCharacters(stderr).matchAll(
    /^\[error\] (.+?): SyntaxError: (.+?) \((\d+):(\d+)\)$/gm,
  )
  return [
    ...listed.map((file) => at(file, [1, 1], 'not formatted; `npm run format` does it')),
    ...Array.from(unread, ([, file, message, line, column]) => ({
      ...at(file, [Number(line), Number(column)], `unreadable: ${message}`),
      about: 'syntax' as const,
    })),
  ]
}

function at(file: string, [line, column]: [number, number], message: string): Told {
  return { file: file.replaceAll('\\', '/'), line, column, severity: 'error', message }
}
