import { spellings } from '../tex/marked-name.ts'
import { toName } from './parse-model.ts'
import type { Span } from '../tex/span.ts'
import { innerLists, type Token } from '../tex/token.ts'
import { toTokens } from '../tex/tokens.ts'

/** Where a symbol stands in a formula, with its indices and powers. */
export type FoundSymbol = { readonly name: string; readonly span: Span }

/** Every place in a formula where one of `names` stands; what stands inside another's indices is left out. */
export function findSymbols(tex: string, names: readonly string[]): FoundSymbol[] {
  const known = new Map(names.map((name) => [toName(name), name]))
  return findIn(toTokens(tex), known)
}

function findIn(tokens: readonly Token[], known: ReadonlyMap<string, string>): FoundSymbol[] {
  return tokens.flatMap((token) => {
    const name = spellings(token)
      .map((it) => known.get(it.name))
      .find((it) => it !== undefined)
    return name === undefined
      ? innerLists(token).flatMap((list) => findIn(list, known))
      : [{ name, span: token.span }]
  })
}
