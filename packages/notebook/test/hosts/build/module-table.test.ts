import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { ModuleTable } from '../../../src/hosts/build/module-table.ts'

const folder = mkdtempSync(join(tmpdir(), 'modules-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Writes a module that is as old as one that nobody has touched today. */
function write(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  utimesSync(path, 1, 1)
  return pathToFileURL(path).href
}

/** A time at which no file of this test has been changed any more, on a clock that runs ahead. */
const later = Number.MAX_SAFE_INTEGER

describe('the modules that threads have found', () => {
  const one = write('one.ts', 'export const one: number = 1')
  const two = write('two.ts', 'export const two: number = 2')
  const imports = { [one]: { './two.ts': two } }
  const sources = { [one]: 'export const one         = 1', [two]: 'export const two         = 2' }

  test('are given to the next, with where their imports lead', () => {
    const table = new ModuleTable()
    expect(table.current()).toEqual({ imports: {}, sources: {} })
    table.add({ imports, sources }, later)
    expect(table.current()).toEqual({ imports, sources })
  })
  test('are added to, thread by thread', () => {
    const table = new ModuleTable()
    table.add({ imports, sources: { [one]: sources[one] } }, later)
    table.add({ imports: { [two]: { './one.ts': one } }, sources: { [two]: sources[two] } }, later)
    table.add({ imports, sources: {} }, later)
    expect(table.current()).toEqual({
      imports: { ...imports, [two]: { './one.ts': one } },
      sources,
    })
  })
  test('are not those whose files have changed while a thread ran', () => {
    const table = new ModuleTable()
    table.add({ imports, sources }, 0)
    expect(table.current().sources).toEqual({})
  })
  test('are not those whose files have changed since, or are gone', () => {
    const three = write('three.ts', 'export const three: number = 3')
    const four = write('four.ts', 'export const four: number = 4')
    const table = new ModuleTable()
    table.add({ imports: {}, sources: { ...sources, [three]: 'three', [four]: 'four' } }, later)
    write('three.ts', 'export const three: number = 4')
    rmSync(join(folder, 'four.ts'))
    expect(table.current().sources).toEqual(sources)
  })
  test('are found anew where the file of their package has changed, which decides where an import leads', () => {
    const file = join(folder, 'other/package.json')
    mkdirSync(join(folder, 'other'))
    write('other/package.json', '{ "exports": "./old.ts" }')
    const old = write('other/old.ts', 'export const old: number = 1')
    const table = new ModuleTable()
    table.add({ imports: { [one]: { other: old } }, sources: { [old]: 'old' } }, later)
    expect(table.current().imports).toEqual({ [one]: { other: old } })
    writeFileSync(file, '{ "exports": "./new.ts" }')
    expect(table.current().imports).toEqual({ [one]: {} })
  })
})
