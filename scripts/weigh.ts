/**
 * What each page of the built site weighs, compressed: `node scripts/weigh.ts > after.json`, and with the list of
 * another build, what has changed, as a table: `node scripts/weigh.ts before.json`.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { compareWeights, type Weights } from './check/compare-weights.ts'

const folder = 'dist'
const weights: Weights = Object.fromEntries(
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:html|js|css)$/.test(path))
    // The names of files that are loaded hold a hash of what is in them.
    .map((path) => [path.replaceAll('\\', '/').replace(/[.-][\w-]{8}(?=\.\w+$)/, ''), path])
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, path]) => [name, gzipSync(readFileSync(join(folder, path))).length]),
)
const [before] = process.argv.slice(2)
console.log(
  before === undefined
    ? JSON.stringify(weights, null, 2)
    : compareWeights(JSON.parse(readFileSync(before, 'utf8')) as Weights, weights),
)
