import { showReading, type Definition, type Model } from '@cellgraph/formula'

/** A definition of a name that another definition of the page gives another meaning. */
export type Clash = { readonly name: string; readonly tex: string; readonly other: string }

/**
 * Every pair of definitions in which two models of a page give one name two meanings, each told from the side of either.
 * Functions are told apart by how many arguments they have: σ(z) and σ(z; T) may stand beside each other.
 */
export function findClashes(models: Iterable<Model>): Clash[] {
  const clashes = new Map<string, Clash>()
  const known: Definition[] = []
  for (const definition of [...models].flatMap(({ definitions }) => definitions)) {
    for (const other of known.filter((it) => isClash(it, definition))) {
      for (const [one, two] of [
        [definition, other],
        [other, definition],
      ] as const) {
        clashes.set(`${one.tex} ${one.name} ${two.tex}`, {
          name: one.name,
          tex: one.tex,
          other: two.tex,
        })
      }
    }
    known.push(definition)
  }
  return [...clashes.values()]
}

const isClash = (one: Definition, two: Definition): boolean =>
  one.name === two.name &&
  one.params.length === two.params.length &&
  showMeaning(one) !== showMeaning(two)

/** As read, the letters of indices and arguments aside: `\sigma_i` and `\sigma_k` may be one definition. */
function showMeaning({ indices, params, body }: Definition): string {
  const names = [...indices, ...params.map(({ name }) => name.replaceAll('\\', ''))]
  return names.reduce(
    (reading, name, n) => reading.replaceAll(toPattern(name), `#${n}`),
    showReading(body),
  )
}

const toPattern = (name: string): RegExp =>
  new RegExp(`(?<![a-zA-Z])${name.replaceAll(/[^a-zA-Z0-9]/g, '\\$&')}(?![a-zA-Z])`, 'g')
