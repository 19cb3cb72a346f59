/**
 * What each page of the built site weighs, compressed: `node scripts/weigh.ts > after.json`, and with the list of
 * another build, what has changed, as a table: `node scripts/weigh.ts before.json`.
 */
import { readFileSync } from 'node:fs'
import { compareWeights, type Weights } from './check/compare-weights.ts'
import { weighFolder } from './review/weigh-folder.ts'

const weights = weighFolder('dist')
const [before] = process.argv.slice(2)
console.log(
  before === undefined
    ? JSON.stringify(weights, null, 2)
    : compareWeights(JSON.parse(readFileSync(before, 'utf8')) as Weights, weights),
)
