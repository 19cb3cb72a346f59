import { name } from 'virtual:notebook-name'
import { toThemeScript } from '../theme-script.ts'

/** The script as a file of the site. */
export function GET(): Response {
  return new Response(toThemeScript(name), { headers: { 'content-type': 'text/javascript' } })
}
