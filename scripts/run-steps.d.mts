export interface Step {
  title: string
  command: string
  /** The title of an earlier step, without which this one cannot be run. */
  needs?: string
}

/** Runs steps, also behind one that failed, and tells in sum how each of them ended. Gives whether all are right. */
export function runSteps(
  steps: readonly Step[],
  run: (command: string) => boolean,
  say: (line: string) => void,
): boolean
