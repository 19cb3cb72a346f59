import { codeKey, themeKey } from './themes.ts'

/**
 * A script that runs before the page is drawn and before any other. A reader who chose light or dark never sees a flash of the
 * other, and one who wants all code open sees nothing move. A page that was asked for by the name of its file takes the address
 * that it has in all links, under which a reader's changes are kept.
 * @param book the book's name, under which the choices are stored
 */
export function toHeadScript(book: string): string {
  return `try {
  const theme = localStorage.getItem(${JSON.stringify(themeKey(book))})
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
  if (localStorage.getItem(${JSON.stringify(codeKey(book))}) === 'open') document.documentElement.dataset.code = 'open'
} catch {
  // Storage is refused: the system's colours it is.
}
if (/^http.*\\/index\\.html$/.test(location.origin + location.pathname)) try {
  history.replaceState(history.state, '', location.pathname.slice(0, -'index.html'.length) + location.search + location.hash)
} catch {
  // A frame without an origin keeps its address.
}
`
}
