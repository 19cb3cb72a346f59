// Runs a script that loads megabytes of JavaScript, such as Astro, Vite and TypeScript, as node does, but with as many threads
// as the machine has processors for, and with Node's cache of compiled modules, which each process would compile anew.
//
//     node scripts/run.mjs scripts/check-chapters.ts 04
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { openCompileCache } from './compile-cache.mjs'
import { shareProcessors } from './share-processors.mjs'

const [, , script] = process.argv
if (script === undefined) {
  console.error('which script? node scripts/run.mjs scripts/check-chapters.ts')
  process.exit(1)
}
shareProcessors()
openCompileCache('node_modules/.cache/compiled')
process.argv.splice(1, 2, resolve(script))
await import(pathToFileURL(process.argv[1]).href)
