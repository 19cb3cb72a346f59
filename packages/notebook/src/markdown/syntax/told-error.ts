import { asMistake, tellMistake, type Mistake } from '../../strings/mistakes.ts'

/** Thrown for what an author got wrong, where its place in the page is not known: whoever knows it reports it there. */
export class ToldError extends Error {
  readonly told: Mistake

  constructor(told: Mistake, cause?: unknown) {
    super(tellMistake(told), { cause })
    this.told = told
  }
}

/** What an error tells: its mistake, or the text of others. */
export function toldBy(error: unknown): Mistake {
  return error instanceof ToldError ? error.told : asMistake((error as Error).message)
}
