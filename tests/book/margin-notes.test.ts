import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** A note in the margin begins beside what follows it in the chapter. */
const beforeHeading = /<MarginNote>.*<\/MarginNote>\n+#+ .*/g

test.each(globSync('content/en/*.mdx').sort())(
  'no margin note of %s stands beside the heading of the next section',
  (file) => {
    expect(readFileSync(file, 'utf8').match(beforeHeading)).toBeNull()
  },
)
