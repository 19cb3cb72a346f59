import { fileURLToPath } from 'node:url'

/** A place in a file of the book that a cell's code has called. */
export interface Origin {
  /** An absolute path. */
  file: string
  line: number
  column: number
}

/**
 * Where an error was thrown, if that was in a file and not in the cell itself: the first place in its stack
 * that is neither Node's own nor in a package.
 * @param stack of an error that a cell threw
 */
export function findOrigin(stack: string): Origin | undefined {
  for (const line of stack.split('\n')) {
    if (/\bcell\/[^/]*\.ts:\d+:\d+/.test(line)) return undefined
    const [, url, row, column] = /(file:\/\/\/.*?):(\d+):(\d+)\)?$/.exec(line) ?? []
    if (url === undefined || url.includes('/node_modules/')) continue
    return { file: fileURLToPath(url), line: Number(row), column: Number(column) }
  }
  return undefined
}
