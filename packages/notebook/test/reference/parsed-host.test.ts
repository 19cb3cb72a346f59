import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { parsedHost } from '../../src/reference/parsed-host.ts'

test('a file is parsed once for all programs, and again when it has changed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parsed-'))
  const path = join(folder, 'a.ts')
  const read = (): ts.SourceFile | undefined => {
    const options = { noLib: true, types: [] }
    return ts.createProgram([path], options, parsedHost(options)).getSourceFile(path)
  }
  try {
    expect(read()).toBeUndefined()
    writeFileSync(path, 'export const a = 1')
    const first = read()
    expect(read()).toBe(first)
    writeFileSync(path, 'export const a = 2')
    expect(read()?.text).toBe('export const a = 2')
  } finally {
    rmSync(folder, { recursive: true })
  }
})
