import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A process that builds or serves a book. */
export interface Claim {
  process: number
  command: string
  /** The folder of the book's pages. */
  content: string
}

/**
 * Notes that a process builds or serves a book in a checkout, until it ends. Astro keeps what it has read of a book in
 * one folder of the checkout, `.astro`: two books at once would find the pages of each other there, and two builds each
 * other's files.
 * @param root the checkout
 * @returns another process that is in the way, if there is one
 */
export function claimFolder(root: string, own: Claim): Claim | undefined {
  const folder = join(root, '.astro/books')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${own.process}.json`)
  // Before it looks for others: of two that begin at once, one at least sees the other.
  writeFileSync(file, JSON.stringify(own))
  process.once('exit', () => rmSync(file, { force: true }))
  const others = readClaims(folder).filter((it) => isInTheWay(it, own))
  return others.find(({ command }) => command === 'build') ?? others[0]
}

const isInTheWay = (other: Claim, own: Claim): boolean =>
  other.process !== own.process &&
  (other.content !== own.content || (other.command === 'build' && own.command === 'build'))

/** What other processes have noted that are still there. */
function readClaims(folder: string): Claim[] {
  return namesIn(folder).flatMap((name) => {
    const claim = readClaim(join(folder, name))
    if (claim && isAlive(claim.process)) return [claim]
    rmSync(join(folder, name), { force: true })
    return []
  })
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** One that is damaged is none. */
function readClaim(file: string): Claim | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Claim
  } catch {
    return undefined
  }
}

function isAlive(id: number): boolean {
  try {
    return process.kill(id, 0)
  } catch (error) {
    // There is one, of another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** What is wrong, and what to do. */
export function tellClaim({ process, command, content }: Claim): string {
  return `two at once in this checkout: process ${process} (astro ${command}) is at work on ${content}, and both keep what they read in .astro, so that pages of one are missing in the other; wait until it ends, or end it, and begin again; if there is no such process of yours, delete .astro/books`
}
