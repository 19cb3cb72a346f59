import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ts from 'typescript'
import { afterAll, describe, expect, test } from 'vitest'
import { library } from '../../../../src/library/config.ts'
import { bundleDeclarations } from '../../src/language/bundle-declarations.ts'
import {
  declarationOptions,
  declareAlone,
  DeclarationEmitter,
} from '../../src/language/emit-declarations.ts'

const folder = mkdtempSync(join(tmpdir(), 'declarations-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** The declarations of a module, which may import `./numbers.ts`. */
function declare(text: string): string | undefined {
  const [module, numbers] = ['module.ts', 'numbers.ts'].map((it) => join(folder, it))
  writeFileSync(module, text)
  writeFileSync(numbers, 'export function half(x: number): number { return x / 2 }')
  const program = ts.createProgram([module], { ...declarationOptions, noLib: true })
  return new DeclarationEmitter(program).declarationsOf(module)
}

describe('the declarations of a module', () => {
  test('are written from the types that it says', () => {
    expect(declare('export const twice = (x: number): number => 2 * x')).toBe(
      'export declare const twice: (x: number) => number;\n',
    )
  })
  test('have the types that it leaves out, by way of what it imports and of the language', () => {
    expect(
      declare(
        "import { half } from './numbers.ts'\nexport const half4 = half(4)\nexport const half8 = [half(8)].map(String)",
      ),
    ).toBe('export declare const half4: number;\nexport declare const half8: string[];\n')
  })
  test('are those of the files alone that are written in TypeScript', () => {
    const file = ts.getDefaultLibFilePath(declarationOptions)
    const program = ts.createProgram([file], { ...declarationOptions, noLib: true })
    expect(new DeclarationEmitter(program).declarationsOf(file)).toBeUndefined()
  })
})

test('the library says its types, so that no build has to work them out', () => {
  const { modules } = bundleDeclarations(library, process.cwd())
  const written = modules.filter((it) => it.endsWith('.ts') && !it.endsWith('.d.ts'))
  expect(written.length).toBeGreaterThan(50)
  expect(written.filter((it) => declareAlone(it, readFileSync(it, 'utf8')) === undefined)).toEqual(
    [],
  )
})
