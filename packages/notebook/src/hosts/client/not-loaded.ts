import type { Part } from '../../kernel/protocol.ts'

/** The message for readers. The browser's console says what exactly failed. */
export function notLoaded(part?: Part): string {
  const what =
    part === undefined
      ? 'what runs cells'
      : part === 'compile'
        ? 'the compiler'
        : `part \`${part}\` of the library`
  return `${what} could not be loaded: check the connection, then try again`
}
