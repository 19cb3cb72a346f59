import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { exportedNames } from '../../../src/hosts/bundle/exported-names.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'exported-names-'))
  write('index.mjs', "export * from './figures.mjs'\nexport const own = 1\n")
  write('figures.mjs', "export { bars } from './bars.mjs'\n")
  write('bars.mjs', 'export function bars() {}\n')
})
afterEach(() => rmSync(folder, { recursive: true }))

const write = (name: string, text: string): void => writeFileSync(join(folder, name), text)
const read = async (name = 'index.mjs'): Promise<string[]> => [
  ...(await exportedNames(join(folder, name))),
]

test('are those of a module and of the modules of which it passes on all', async () => {
  expect(await read()).toEqual(['bars', 'own'])
})
test('are as the files stand now, also where the module was loaded before', async () => {
  expect(await import(join(folder, 'index.mjs'))).toMatchObject({ own: 1 })
  write('rings.mjs', 'export const rings = () => {}\n')
  write('figures.mjs', "export { rings } from './rings.mjs'\n")
  expect(await read()).toEqual(['own', 'rings'])
})
test('are those of the loaded module where it passes on all of a package', async () => {
  write('whole.mjs', "export * from 'node:path/posix'\n")
  expect(await read('whole.mjs')).toContain('basename')
})
test('are taken once of modules that pass on each other', async () => {
  write('figures.mjs', "export * from './index.mjs'\nexport const more = 2\n")
  expect(await read()).toEqual(['more', 'own'])
})
test('are without the default of a module that is passed on', async () => {
  write('figures.mjs', "export { bars as default, bars } from './bars.mjs'\n")
  expect(await read()).toEqual(['bars', 'own'])
})
