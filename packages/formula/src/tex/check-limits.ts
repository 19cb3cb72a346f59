import { refuse } from './error.ts'

/** A formula that no page shows takes the parser longer than an author waits. */
const LONGEST = 20_000
/** Brackets, braces and environments inside each other. */
const DEEPEST = 50
/** Commands in a row, each of which may stand inside the one before: `\\sqrt\\sqrt…`. */
const RUN = 80

/** Refuses TeX that is too long or too deep to be read, before anything reads it. */
export function checkLimits(tex: string): void {
  if (tex.length > LONGEST) {
    refuse(
      { start: LONGEST, end: tex.length },
      'too long',
      `${tex.length} characters`,
      `at most ${LONGEST} are read`,
      'make several formulas of it',
    )
  }
  let depth = 0
  for (const { 0: sign, index } of tex.matchAll(
    /\\left(?![a-zA-Z])|\\right(?![a-zA-Z])|\\[a-zA-Z]+|\\.|[{}()[\]]/gs,
  )) {
    if (/^([{([]|\\left|\\begin|\\\{)$/.test(sign)) depth++
    if (/^([})\]]|\\right|\\end|\\\})$/.test(sign)) depth--
    if (depth > DEEPEST) tooDeep(index, 'brackets')
  }
  const run = new RegExp(`(?:\\\\[a-zA-Z]+\\s*){${RUN}}`).exec(tex)
  if (run) tooDeep(run.index, 'commands')
}

function tooDeep(start: number, what: string): never {
  refuse(
    { start, end: start + 1 },
    'too deep',
    what,
    `more than ${what === 'brackets' ? DEEPEST : RUN} of them stand inside each other`,
    'define a part of it in the model',
  )
}
