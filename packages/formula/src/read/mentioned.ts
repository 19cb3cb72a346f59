import { innerLists, isMark, type Token } from '../tex/token.ts'

/** Every name that stands somewhere inside a token. */
export const mentioned = (token: Token): string[] =>
  isMark(token, 'name')
    ? [token.text]
    : innerLists(token).flatMap((list) => list.flatMap(mentioned))
