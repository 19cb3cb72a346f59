import { nameInKey } from './chapter-key.ts'

/** The language whose pages live at the root; every other has a folder of its own. */
const home = 'en'

/** The address of a page below the site's root, with a slash at both ends: `01-` orders the files and is not in it. */
export function addressOf(language: string, key: string): string {
  const folder = language === home ? '/' : `/${language}/`
  return key === 'index' ? folder : `${folder}${nameInKey(key)}/`
}
