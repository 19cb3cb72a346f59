import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'

/** How the names of data files end, or with `.gz` behind it. */
export const dataEndings = ['csv', 'tsv', 'txt'] as const

const dataFile = new RegExp(`\\.(?:${dataEndings.join('|')})(?:\\.gz)?$`)

/**
 * The module that a data file is when a book's library imports it: `import text from '…/digits.csv.gz'` gives its text,
 * unpacked. So a chapter's data are in the sandbox's scripts, which may load nothing by themselves.
 * @param address a file's path or `file:` address
 * @returns the module's source, or undefined where the address is that of no data file
 */
export function toDataModule(address: string): string | undefined {
  if (!dataFile.test(address)) return undefined
  const bytes = readFileSync(address.startsWith('file:') ? fileURLToPath(address) : address)
  const text = (address.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  return `export default ${JSON.stringify(text)}`
}

/** The same for Rolldown and Vite. */
export function dataModules(): {
  name: string
  enforce: 'pre'
  load: (id: string) => string | undefined
} {
  return { name: 'notebook-data', enforce: 'pre', load: toDataModule }
}
