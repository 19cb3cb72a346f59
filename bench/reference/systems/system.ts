import type { Chapter, Part } from '../read-chapter.ts'

/** One way to publish the reference chapter. */
export interface System {
  /** Its name in commands and results. */
  key: string
  title: string
  /** The folder below `bench/reference` whose packages it uses; ours uses the project's own. */
  packages?: string
  /** Writes the chapter as this system's authors do. `number` counts the copies of it, from 1. */
  write: (chapter: Chapter, number: number) => WrittenFile
  /** The command that builds the project, run in its folder. */
  build: string[]
  environment?: Record<string, string>
  /** Where the built site stands. */
  output: string
  /** What has to be done to the built site before it can be served without a network. */
  finish?: (output: string) => Promise<void>
  /** The address of the first copy of the chapter. */
  address: string
  /** A handle in the contour plot, as a selector, for systems that have handles. */
  handle?: string
  /** What a project keeps when it is made anew: libraries that its build has fetched. */
  keep?: string
  /** How it is built so that its scripts keep the names of their sources: a file written anew, and settings. */
  readable?: { file: WrittenFile; environment: Record<string, string> }
}

export interface WrittenFile {
  path: string
  text: string
}

/** A way to write each kind of part. */
export type Writers = { [K in Part['kind']]: (part: Extract<Part, { kind: K }>) => string }

export function writeParts({ parts }: Chapter, writers: Writers): string {
  const write = <K extends Part['kind']>(part: Extract<Part, { kind: K }>): string =>
    (writers[part.kind] as (part: Part) => string)(part)
  return parts.map(write).join('\n\n')
}
