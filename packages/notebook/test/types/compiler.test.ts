import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ts from 'typescript'
import { afterAll, expect, test } from 'vitest'
import { Compiler } from '../../src/types/compiler.ts'

const folder = mkdtempSync(join(tmpdir(), 'compiler-'))
afterAll(() => rmSync(folder, { recursive: true }))

function mistakesWith(declaration: string): string[] {
  const path = join(folder, 'use.ts')
  writeFileSync(join(folder, 'shapes.d.ts'), declaration)
  writeFileSync(path, "import { side } from './shapes'\nexport const text: string = side\n")
  const program = new Compiler().compile([path])
  return ts
    .getPreEmitDiagnostics(program, program.getSourceFile(path))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
}

test('declarations that have changed are read anew, though compilers share those that have not', () => {
  expect(mistakesWith('export declare const side: string')).toEqual([])
  expect(mistakesWith('export declare const side: number')).toEqual([
    "Type 'number' is not assignable to type 'string'.",
  ])
})
