import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The template of a file, with « and » around all that its author writes in other words. */
export const readTemplate = (name: string): string =>
  readFileSync(join(import.meta.dirname, 'templates', name), 'utf8')

/** All templates. */
export const readTemplates = (): string[] =>
  readdirSync(join(import.meta.dirname, 'templates')).map(readTemplate)
