import { showReading, type Declaration, type Model } from '@cellgraph/formula'

type Made = Extract<Declaration, { readonly kind: 'defined' | 'function' | 'constant' }>

/** A name that two models of a page give different values, with both models. */
export type Clash = { readonly name: string; readonly first: string; readonly second: string }

/** The first name to which two models give different definitions or values; a name may be free in one and made in another. */
export function findClash(models: ReadonlyMap<string, Model>): Clash | undefined {
  const known = new Map<string, { readonly model: string; readonly meaning: string }>()
  for (const [model, { declarations }] of models) {
    for (const [name, declaration] of declarations) {
      if (!isMade(declaration)) continue
      const meaning = showMeaning(declaration)
      const other = known.get(name)
      if (other && other.meaning !== meaning) return { name, first: other.model, second: model }
      known.set(name, { model, meaning })
    }
  }
  return undefined
}

const isMade = (declaration: Declaration): declaration is Made =>
  /^(defined|function|constant)$/.test(declaration.kind)

/** As read, the letters of indices and arguments aside: `\sigma_i` and `\sigma_k` may be one definition. */
function showMeaning(declaration: Made): string {
  if (declaration.kind === 'constant') return String(declaration.value)
  const { params, indices, body } = declaration.definition
  const names = [...indices, ...params.map(({ name }) => name.replaceAll('\\', ''))]
  return names.reduce(
    (reading, name, n) =>
      reading.replaceAll(new RegExp(`(?<![a-zA-Z])${escape(name)}(?![a-zA-Z])`, 'g'), `#${n}`),
    showReading(body),
  )
}

const escape = (name: string): string => name.replaceAll(/[^a-zA-Z0-9]/g, '\\$&')
