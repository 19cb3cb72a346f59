/** A slip that an author might make, as TeX: which rule made it, and where. */
export type Mutant = { readonly rule: string; readonly at: number; readonly tex: string }

type Rule = readonly [
  name: string,
  pattern: RegExp,
  replace: (match: string, ...groups: string[]) => string,
]

const { raw } = String

/** One sign, name, bound, condition or factor is changed at a time. */
const RULES: readonly Rule[] = [
  ['plus to minus', /\+/g, () => '-'],
  ['minus to plus', /-/g, () => '+'],
  ['minus dropped', /-(?=\s*[\\a-zA-Z(])/g, () => ''],
  ['index i to k', /(?<=_\{?)i\b/g, () => 'k'],
  ['index k to i', /(?<=_\{?)k\b/g, () => 'i'],
  ['index j to i', /(?<=_\{?)j\b/g, () => 'i'],
  ['index to 1', /(?<=[a-z}]_)[ijk](?![a-z])/g, () => '1'],
  ['last index to one before', /(?<=_)C\b/g, () => '{C-1}'],
  ['last index to a free one', /(?<=_)C\b/g, () => 'k'],
  ['lower bound one up', /(?<==)1(?=[,}])/g, () => '2'],
  ['lower bound one down', /(?<==)1(?=[,}])/g, () => '0'],
  ['upper bound one down', /\^\{C\}/g, () => '^{C-1}'],
  ['upper bound one up', /\^\{C\}/g, () => '^{C+1}'],
  ['upper bound to an index', /\^\{C\}/g, () => '^{i}'],
  ['condition dropped', /,\s*k\s*\\ne\s*i/g, () => ''],
  ['condition turned', /\\ne/g, () => '='],
  ['factor dropped', /(?:[a-zA-Z]|\\sigma)_(?:[a-zA-Z0-9]|\{[^}]*\})\s+(?=[\\a-z(])/g, () => ''],
  ['last factor dropped', /(?<=[a-zA-Z})]\s)(?:[yzx]|\\sigma)_(?:[a-zA-Z0-9])(?=\s)/g, () => ''],
  ['fraction dropped', /\\frac\{(?:[^{}]|\{[^{}]*\})*\}\{(?:[^{}]|\{[^{}]*\})*\}/g, () => ''],
  [
    'fraction turned',
    /\\frac\{((?:[^{}]|\{[^{}]*\})*)\}\{((?:[^{}]|\{[^{}]*\})*)\}/g,
    (_, top, bottom) => raw`\frac{${bottom}}{${top}}`,
  ],
  ['y to sigma', /\by(?=_)/g, () => raw`\sigma`],
  ['sigma to y', /\\sigma(?=_)/g, () => 'y'],
  ['z to sigma', /\bz(?=_)/g, () => raw`\sigma`],
  ['sigma to z', /\\sigma(?=_)/g, () => 'z'],
  ['L to its part', /(?<=partial )L\b/g, () => raw`\sigma_i`],
  ['one to two', /\b1(?= [-+]| \+)/g, () => '2'],
  ['square dropped', /\^2/g, () => ''],
  ['square to cube', /\^2/g, () => '^3'],
  ['exponent negated', /e\^\{z/g, () => 'e^{-z'],
  ['exponent doubled', /e\^\{z/g, () => 'e^{2 z'],
  ['log to exp', /\\log/g, () => raw`\exp`],
  ['max to min', /\\max/g, () => raw`\min`],
  ['sum to product', /\\sum/g, () => raw`\prod`],
  ['sum dropped', /\\sum_(?:\{[^}]*\}|[a-z])(?:\^\{[^}]*\})?/g, () => ''],
  ['relation turned', /\\le\b/g, () => raw`\ge`],
  ['relation turned back', /\\ge\b/g, () => raw`\le`],
  ['at most to below', /\\le\b/g, () => '<'],
  ['at least to above', /\\ge\b/g, () => '>'],
  // Of any size: `\left( … \right)`, `\bigl( … \bigr)`.
  [
    'bracket dropped',
    /(?:\\left|\\[bB]igg?l)?\(([^()]*?)(?:\\right|\\[bB]igg?r)?\)/g,
    (_, inner) => inner,
  ],
  ['letters for a function', /\\(log|max|exp)/g, (_, name) => name],
  ['transpose dropped', /\^\\top/g, () => ''],
  ['transpose to power', /\^\\top/g, () => '^T'],
]

/** Every mutant of a formula, without those that are the same text. */
export function toMutants(tex: string): Mutant[] {
  const seen = new Set([tex])
  return RULES.flatMap(([rule, pattern, replace]) =>
    [...tex.matchAll(pattern)].flatMap((match): Mutant[] => {
      const changed =
        tex.slice(0, match.index) +
        replace(...(match as unknown as [string, ...string[]])) +
        tex.slice(match.index + match[0].length)
      if (seen.has(changed)) return []
      seen.add(changed)
      return [{ rule, at: match.index, tex: changed }]
    }),
  )
}
