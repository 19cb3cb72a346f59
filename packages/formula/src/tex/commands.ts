import { nearestTo } from './nearest.ts'

/** Commands that authors write most, by which a misspelt one is known. */
const COMMANDS: readonly string[] =
  `alpha beta gamma delta epsilon varepsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi
  varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega ell nabla partial infty hbar
  frac dfrac tfrac sqrt sum prod int lim log exp ln max min sup inf sin cos tan tanh sinh cosh det
  cdot cdots times div pm mp le ge ne leq geq neq approx equiv sim propto in notin subset forall exists
  to rightarrow leftarrow Rightarrow implies iff mapsto ldots dots vdots ddots quad qquad
  left right big Big bigl bigr text mathrm mathbf mathbb mathcal operatorname hat bar tilde vec dot overline
  underbrace overbrace top star prime lvert rvert lVert rVert langle rangle lfloor rfloor lceil rceil binom`
    .trim()
    .split(/\s+/)

/** Words that are commands when a backslash stands before them, and are not likely to be products of letters. */
const WORDS: ReadonlySet<string> = new Set(
  COMMANDS.filter(
    (it) =>
      it.length > 2 && !/^(?:left|right|text|dot|bar|hat|top|star|prime|big|in|to)$/i.test(it),
  ),
)

export const isCommand = (word: string): boolean => WORDS.has(word)

/** The command that a misspelt one was meant to be. */
export function nearestCommand(written: string): string | undefined {
  const name = written.replace(/^\\/, '')
  const other = COMMANDS.find((it) => it.toLowerCase() === name.toLowerCase())
  const letters = inOrder(name)
  // Letters that changed places are the most usual slip.
  const swapped = COMMANDS.find((it) => it[0] === name[0] && inOrder(it) === letters)
  return other ?? swapped ?? nearestTo(name, COMMANDS)
}

const inOrder = (word: string): string => [...word].sort().join('')

const LETTERS = 'αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΥΦΨΩ'
const NAMES =
  `alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi
  omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega`.split(/\s+/)

/** The command for a Greek letter that stands in TeX as itself. */
export function commandOfLetter(letter: string): string | undefined {
  const n = LETTERS.indexOf(letter)
  return n < 0 || letter.length !== 1 ? undefined : `\\${NAMES[n]}`
}
