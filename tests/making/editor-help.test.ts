import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { format, getFileInfo } from 'prettier'
import { describe, expect, test } from 'vitest'
import { neededFields, pageFields } from '../../packages/notebook/src/markdown/lint/page-fields.ts'

const readJson = <T>(path: string): T =>
  JSON.parse(readFileSync(path, 'utf8').replace(/,(?=\s*[}\]])/g, '')) as T

/** What these schemas use of JSON Schema. */
interface Schema {
  items: {
    required: string[]
    properties: Record<string, { minLength?: number; pattern?: string }>
  }
}

const folders = ['content', 'examples/waves/content', 'packages/notebook/template/content']

describe.each(
  folders.flatMap((folder) =>
    ['symbols', 'references'].map((it) => [`${folder}/${it}.json`, `schemas/${it}.schema.json`]),
  ),
)('%s', (list, path) => {
  const { items } = readJson<Schema>(path)
  const entries = readJson<Record<string, string>[]>(list)

  test('every entry has the fields of the schema, and no others', () => {
    for (const entry of entries) {
      expect(Object.keys(entry).filter((key) => !Object.hasOwn(items.properties, key))).toEqual([])
      expect(items.required.filter((key) => !Object.hasOwn(entry, key))).toEqual([])
      for (const [key, value] of Object.entries(entry)) {
        const { minLength = 0, pattern = '' } = items.properties[key]
        expect(value.length).toBeGreaterThanOrEqual(minLength)
        expect(value).toMatch(new RegExp(pattern))
      }
    }
  })
})
test('the schema of the frontmatter has the fields that the check knows, and requires the same', () => {
  const { properties, required } = readJson<Schema['items']>('schemas/frontmatter.schema.json')
  expect(required).toEqual(neededFields)
  expect(Object.keys(properties)).toEqual(pageFields)
})
describe('the formatter', () => {
  const roots = ['content', 'examples', 'packages/notebook/template', 'scripts', 'tests']
  const chapters = roots.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((it) => it.endsWith('.mdx') && !it.includes('node_modules'))
      .map((it) => join(folder, it)),
  )
  test('formatting all of the repository leaves every chapter as its author wrote it', async () => {
    expect(chapters.length).toBeGreaterThan(20)
    const infos = await Promise.all(
      chapters.map((it) => getFileInfo(it, { ignorePath: '.prettierignore' })),
    )
    expect(chapters.filter((_, n) => !infos[n].ignored)).toEqual([])
  })
  test('formatting a copy of all chapters, as `npm run format` does, changes no byte, so that the book builds as before', () => {
    const copy = mkdtempSync(join(tmpdir(), 'formatted-'))
    for (const path of ['.prettierrc.json', '.prettierignore', ...chapters])
      cpSync(path, join(copy, path), { recursive: true })
    const prettier = resolve('node_modules/prettier/bin/prettier.cjs')
    // Without plugins, which are not installed beside the copy: none of them is for chapters.
    const settings = readJson<{ plugins?: string[] }>('.prettierrc.json')
    writeFileSync(join(copy, '.prettierrc.json'), JSON.stringify({ ...settings, plugins: [] }))
    execFileSync(process.execPath, [prettier, '--write', '--log-level', 'warn', '.'], { cwd: copy })
    const changed = chapters.filter((it) => !readFileSync(join(copy, it)).equals(readFileSync(it)))
    rmSync(copy, { recursive: true })
    expect(changed).toEqual([])
  })
  test('it is needed: Prettier would break the names of formulas', async () => {
    const formula = '$$ name=utility\nz_i = a_i\n$$\n'
    expect(await format(formula, { parser: 'mdx' })).not.toContain('$$ name=utility')
  })
  test('saving a chapter in VS Code does not format it', () => {
    const settings =
      readJson<Record<string, { 'editor.formatOnSave'?: boolean }>>('.vscode/settings.json')
    expect(settings['[mdx]']['editor.formatOnSave']).toBe(false)
  })
})
test('the snippets of the editor are written without mistakes', () => {
  const snippets = readJson<Record<string, { prefix: string; body: string[] }>>(
    '.vscode/chapter.code-snippets',
  )
  const prefixes = Object.values(snippets).map(({ prefix }) => prefix)
  expect(new Set(prefixes).size).toBe(prefixes.length)
  // Stops with their defaults in their place are what an author gets.
  const written = Object.values(snippets).map(({ body }) =>
    body
      .join('\n')
      .replace(/\$\{\d+:([^}]*)\}/g, '$1')
      .replace(/\$0/g, 'z_i')
      .replaceAll('\\$', '$'),
  )
  expect(written.join('\n')).not.toMatch(/\$\{|\$\d/)
})
