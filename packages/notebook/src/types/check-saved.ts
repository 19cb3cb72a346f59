import { fork, type ChildProcess } from 'node:child_process'
import { constants, setPriority } from 'node:os'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import type { BookCheckOptions } from './check-book.ts'

/** A page that was saved, for the process that checks it, with what it is checked with. */
export interface PageToCheck {
  file: string
  options: BookCheckOptions & { root: string }
}

const script = fileURLToPath(new URL('./check-saved-page.ts', import.meta.url))

/**
 * Tells in the terminal of the development server what it does not look for itself, since that takes longer than a
 * save may: warnings, and types. A process of low priority checks each page that was saved, once it has been made; a
 * page with mistakes has these in its overlay, and is checked when they are mended.
 * @param tell is given one line for each
 */
export function checkSaved(
  options: PageToCheck['options'],
  tell: (line: string) => void = console.warn,
): Plugin {
  const saved = new Set<string>()
  let checking: ChildProcess | undefined
  return {
    name: 'notebook-check-saved',
    enforce: 'post',
    apply: 'serve',
    configureServer({ httpServer }) {
      httpServer?.once('close', () => checking?.kill())
    },
    hotUpdate({ file, type }) {
      if (file.endsWith('.mdx') && type !== 'delete') saved.add(file)
    },
    transform: {
      order: 'post',
      filter: { id: /\.mdx$/ },
      handler(_, id) {
        if (!saved.delete(id)) return
        // What it would tell is of a version that is no longer there, or comes with the page's next save.
        checking?.kill()
        const child = startCheck({ file: relative(options.root, id), options }, (line) => {
          if (child === checking) tell(line)
        })
        checking = child
      },
    },
  }
}

function startCheck(page: PageToCheck, tell: (line: string) => void): ChildProcess {
  const child = fork(script, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  // The page that is being written goes first.
  if (child.pid !== undefined) lower(child.pid)
  child.on('message', (lines: string[]) => {
    for (const line of lines) tell(line)
  })
  // What cannot be started tells nothing: the check of the book does.
  child.on('error', () => undefined)
  // Functions cannot be sent: those of a book’s tags have had their say when the page was made.
  child.send(JSON.parse(JSON.stringify(page)) as PageToCheck)
  return child
}

function lower(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW)
  } catch {
    // It has ended, or the system has no such thing.
  }
}
