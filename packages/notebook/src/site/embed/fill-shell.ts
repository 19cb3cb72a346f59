import { tokens } from './paths.ts'

/** What stands in the places of a shell's tokens, by these; bytes are UTF-8. */
export type ShellValues = Readonly<Record<string, string | Uint8Array>>

const token = new RegExp(`(${Object.values(tokens).join('|')})`)

/** Reads a shell once, for all pages that are made from it. */
export function toFiller(shell: string): (values: ShellValues) => Buffer {
  const pieces = shell.split(token).map((text) => ({ text, bytes: Buffer.from(text) }))
  return (values) =>
    Buffer.concat(
      pieces.map(({ text, bytes }) => {
        const value = values[text] ?? bytes
        return typeof value === 'string' ? Buffer.from(value) : value
      }),
    )
}
