import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { runProgram } from '../../../src/hosts/build/run-program.ts'
import { makeAnew } from '../../../src/hosts/cache/recall-made.ts'
import { bundleParts } from '../../../src/hosts/bundle/bundle-parts.ts'
import { toDataModule } from '../../../src/hosts/data/data-module.ts'
import { compileCell } from '../../../src/kernel/compile/compile-cell.ts'

const folder = mkdtempSync(join(tmpdir(), 'notebook-data-'))
const write = (name: string, content: string | Buffer): string => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
afterAll(() => rmSync(folder, { recursive: true }))

const table = 'fox,2\n"a ""wary"" hare",1\n'
write('animals.csv.gz', gzipSync(table))
write('numbers.ts', 'export const two = 2')
write(
  'animals.ts',
  `import text from './animals.csv.gz'\nexport const animals = text.trim().split('\\n')`,
)
const library = { numbers: 'numbers.ts', parts: { animals: 'animals.ts' } }

describe('a data file', () => {
  it('a data file becomes a module that exports its unpacked text', () => {
    const source = `export default ${JSON.stringify(table)}`
    expect(toDataModule(join(folder, 'animals.csv.gz'))).toBe(source)
    expect(toDataModule(pathToFileURL(join(folder, 'animals.csv.gz')).href)).toBe(source)
    expect(toDataModule(write('animals.tsv', 'fox\t2'))).toBe('export default "fox\\t2"')
  })
  it('a file of another kind does not become a module', () => {
    expect(toDataModule(join(folder, 'animals.ts'))).toBeUndefined()
  })
  it('a data file reaches the cells at build through the library', async () => {
    const cell = compileCell({ name: 'count', source: 'animals.length * two', kind: 'cell' })
    const results = await runProgram(
      { seed: '', inputs: [], cells: [cell] },
      { library, root: folder },
    )
    expect(results.get('count')?.roomy).toEqual([{ type: 'text', text: '4' }])
  })
  it('a data file is part of the script that the sandbox loads', async () => {
    const { parts } = await bundleParts(library, folder, makeAnew)
    const exports = new Function(`${parts.animals.source}; return __notebook_animals`)() as {
      animals: string[]
    }
    expect(exports.animals).toEqual(['fox,2', '"a ""wary"" hare",1'])
  })
})
