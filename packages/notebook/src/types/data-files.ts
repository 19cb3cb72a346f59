import { fileURLToPath } from 'node:url'
import { dataEndings } from '../hosts/data/data-module.ts'

/** For the compiler, a module that stands in no file: that data files are their text, whatever a book declares of them. */
export const dataFiles = {
  path: fileURLToPath(new URL('./data-files.d.ts', import.meta.url)).replaceAll('\\', '/'),
  text: dataEndings
    .flatMap((ending) => [ending, `${ending}.gz`])
    .map((it) => `declare module '*.${it}' { const $text: string; export { $text as default } }\n`)
    .join(''),
}
