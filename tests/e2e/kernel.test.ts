import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { runProgram } from '../../packages/notebook/src/hosts/build/run-program.ts'
import { library } from '../../src/library/config.ts'
import { readChapter } from '../../packages/notebook/src/markdown/chapter/chapter.ts'
import { compileChapter } from '../../packages/notebook/src/markdown/chapter/compile-chapter.ts'
import { useFixture } from './fixture.ts'
import { runInSandbox } from './sandbox.ts'

const book = useFixture()

test('the same cells give the same outputs in Node and in the browser’s worker, byte for byte', async () => {
  const chapter = readChapter(
    'fixture.mdx',
    readFileSync('tests/e2e/fixture/en/01-fixture.mdx', 'utf8'),
  )
  const { program } = compileChapter(chapter)
  const built = await runProgram(program, { library })
  const { page } = await book.open()
  const live = await runInSandbox(page, book.site, program)
  // A generator has gone on to its last value meanwhile, while the build shows its first.
  const cells = program.cells.map((cell) => cell.name).filter((name) => name !== 'counter')
  for (const name of cells)
    expect(live[name], name).toEqual({
      outputs: built.get(name)?.roomy,
      failure: built.get(name)?.failure?.line,
    })
  expect(live['counter'].outputs).toEqual([{ type: 'text', text: '2', label: 'counter' }])
})
