import { isMark, type Script, type Token } from './token.ts'

/** The superscript of a name such as `p^*`. */
export function markOf(sup: readonly Token[] | undefined): string | undefined {
  const [mark] = sup ?? []
  if (sup?.length !== 1 || mark === undefined) return undefined
  return isMark(mark, 'operator', '*') ||
    isMark(mark, 'name', '\\star') ||
    isMark(mark, 'name', '\\prime')
    ? mark.text
    : undefined
}

/** The subscript of a name such as `z_{\max}`, `p_{\text{model}}`: a word, which is no index. */
export function labelOf(sub: readonly Token[] | undefined): string | undefined {
  const [label] = sub ?? []
  if (sub?.length !== 1 || label === undefined) return undefined
  if (label.type === 'text') return `\\text{${label.text}}`
  const word =
    isMark(label, 'function') ||
    (isMark(label, 'name') && /^\\(mathrm|operatorname)\{/.test(label.text))
  return word ? label.text : undefined
}

/** As `labelOf`, numbers too: `T_0` is a name where it is declared as one. */
const labelOrNumber = (sub: readonly Token[] | undefined): string | undefined => {
  const [label] = sub ?? []
  return sub?.length === 1 && isMark(label, 'number') ? label.text : labelOf(sub)
}

/** A way to read a name with scripts: how much of the scripts belongs to the name, and what is left. */
export type Spelling = { readonly name: string; readonly rest: Script | undefined }

/** Every way to read a scripted name, the longest name first. */
export function spellings(token: Token): Spelling[] {
  if (isMark(token, 'name')) return [{ name: token.text, rest: undefined }]
  if (token.type !== 'script' || !isMark(token.base[0], 'name')) return []
  const {
    base: [{ text }],
    sub,
    sup,
  } = token as Script & { base: [{ text: string }] }
  const [label, mark] = [labelOrNumber(sub), markOf(sup)]
  const low = `${text}_{${label}}`
  return [
    ...(label && mark
      ? [{ name: `${low}^${mark}`, rest: { ...token, sub: undefined, sup: undefined } }]
      : []),
    ...(label ? [{ name: low, rest: { ...token, sub: undefined } }] : []),
    ...(mark ? [{ name: `${text}^${mark}`, rest: { ...token, sup: undefined } }] : []),
    { name: text, rest: token },
  ]
}
