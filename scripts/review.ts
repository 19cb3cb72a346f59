/**
 * What a change does to the built site, as it is shown at a pull request:
 *
 *     npm run review                        compares with where this branch left main
 *     npm run review -- origin/main         compares with where it left another branch
 *     npm run review -- --before a --after b      compares two sites that are built already
 *
 * Both are built, and `.cache/review` gets `summary.md`, with the pages that changed and what they weigh, and
 * `index.html`, with their pictures at the widths of a phone and of a desk.
 */
import { parseArgs } from 'node:util'
import { buildAt, buildHere, findBase } from './review/build-at.ts'
import { writeReview } from './review/write-review.ts'

const folder = '.cache/review'
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { before: { type: 'string' }, after: { type: 'string' } },
})
const { before, after = 'dist' } = values

try {
  console.log(await (before === undefined ? reviewBranch() : writeReview(before, after, folder)))
  console.error(`The pictures are in ${folder}/index.html.`)
} catch (error) {
  if (!(error instanceof RangeError)) throw error
  console.error(error.message)
  process.exitCode = 1
}

function reviewBranch(): Promise<string> {
  const base = findBase(positionals[0] ?? 'main')
  const now = buildHere('.')
  return buildAt(base, (site) => writeReview(site, now, folder))
}
