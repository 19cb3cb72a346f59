import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const readJson = <T>(path: string): T =>
  JSON.parse(readFileSync(path, 'utf8').replace(/,(?=\s*[}\]])/g, '')) as T

/** What these schemas use of JSON Schema. */
interface Schema {
  items: {
    required: string[]
    properties: Record<string, { minLength?: number; pattern?: string }>
  }
}

describe.each([
  ['content/symbols.json', 'schemas/symbols.schema.json'],
  ['content/references.json', 'schemas/references.schema.json'],
])('%s', (list, path) => {
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
test('the frontmatter has the fields of its schema', () => {
  const { properties, required } = readJson<Schema['items']>('schemas/frontmatter.schema.json')
  const source = readFileSync('packages/notebook/src/markdown/lint/check-frontmatter.ts', 'utf8')
  expect(source).toContain(
    `const needed = ${JSON.stringify(required).replaceAll('"', "'").replaceAll(',', ', ')}`,
  )
  expect(Object.keys(properties)).toEqual([...required, 'short'])
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
