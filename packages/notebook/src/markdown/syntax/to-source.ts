/**
 * A page's text as everything reads it: without the byte order mark that some editors write first, and with
 * one kind of line ends, whatever the machine that it was written on has.
 */
export function toSource(written: string): string {
  return written.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
}
