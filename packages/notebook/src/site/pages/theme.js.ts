import { name } from 'virtual:notebook-book'
import { themeKey } from '../themes.ts'

/** Runs before the page is drawn, so that a reader who chose light or dark never sees a flash of the other. */
const script = `try {
  const theme = localStorage.getItem(${JSON.stringify(themeKey(name))})
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Storage is refused: the system's colours it is.
}
`

/** The script as a file of the site. */
export function GET(): Response {
  return new Response(script, { headers: { 'content-type': 'text/javascript' } })
}
