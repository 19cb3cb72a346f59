import { codeKey, themeKey } from './themes.ts'

/**
 * A script that runs before the page is drawn, so that a reader who chose light or dark never sees a flash of the
 * other, and one who wants all code open sees nothing move.
 * @param book the book's name, under which the choices are stored
 */
export function toThemeScript(book: string): string {
  return `try {
  const theme = localStorage.getItem(${JSON.stringify(themeKey(book))})
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
  if (localStorage.getItem(${JSON.stringify(codeKey(book))}) === 'open') document.documentElement.dataset.code = 'open'
} catch {
  // Storage is refused: the system's colours it is.
}
`
}
