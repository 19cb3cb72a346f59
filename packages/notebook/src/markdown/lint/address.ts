import { homeLanguage } from '../../strings/strings.ts'
import { nameInKey } from './chapter-key.ts'

/**
 * The address of a page below the site's root, with a slash at both ends: `01-` orders the files and is not in it.
 * Every language but the first has a folder of its own.
 */
export function addressOf(language: string, key: string): string {
  const folder = language === homeLanguage ? '/' : `/${language}/`
  return key === 'index' ? folder : `${folder}${nameInKey(key)}/`
}
