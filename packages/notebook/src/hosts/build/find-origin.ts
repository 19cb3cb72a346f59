import { fileURLToPath } from 'node:url'

/** A place in a file of the book that a cell's code has called. */
export interface Origin {
  /** An absolute path. */
  file: string
  line: number
  column: number
}

/** The engine's own files, which are linked into a book that is developed beside them. */
const engine = [
  new URL('../../', import.meta.url).href,
  new URL('.', import.meta.resolve('@cellgraph/drawing-document')).href,
]

export const isOfEngine = (url: string): boolean =>
  url.includes('/node_modules/') || engine.some((it) => url.startsWith(it))

/**
 * Where an error was thrown, if that was in a file and not in the cell itself: the first place in its stack
 * that is neither Node's own nor in a package, nor of the engine.
 * @param stack of an error that a cell threw
 */
export function findOrigin(stack: string): Origin | undefined {
  for (const line of stack.split('\n')) {
    if (/\bcell\/[^/]*\.ts:\d+:\d+/.test(line)) return undefined
    const [, url, row, column] = /(file:\/\/\/.*?):(\d+):(\d+)\)?$/.exec(line) ?? []
    if (url === undefined || isOfEngine(url)) continue
    return { file: fileURLToPath(url), line: Number(row), column: Number(column) }
  }
  return undefined
}
