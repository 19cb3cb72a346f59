import { tokens } from './paths.ts'

/** What stands in the places of a shell's tokens, by these. */
export type ShellValues = Readonly<Record<string, string>>

const token = new RegExp(`(${Object.values(tokens).join('|')})`)

/** Reads a shell once, for all pages that are made from it. */
export function toFiller(shell: string): (values: ShellValues) => string {
  const pieces = shell.split(token)
  return (values) => pieces.map((it) => values[it] ?? it).join('')
}
