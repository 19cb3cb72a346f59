import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { toHost } from '../../../src/hosts/bundle/to-host.ts'

const read = (name: string): string =>
  readFileSync(new URL(`../../../src/hosts/frame/${name}.html`, import.meta.url), 'utf8')
const frame = read('frame')
const host = toHost(read('host'), frame)
const scripts = (html: string): string[] =>
  [...html.matchAll(/<script>([^]*?)<\/script>/g)].map(([, text]) => text)
const hash = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`

describe('what holds the frame of the cells', () => {
  test('has one script, which holds the frame letter for letter', () => {
    const [script, ...others] = scripts(host)
    expect(others).toEqual([])
    const [, text] = /frame\.srcdoc = (".*")\n/.exec(script) ?? []
    expect(JSON.parse(text)).toBe(frame)
  })
  test('allows the scripts that stand in the two, by their hashes, and no others', () => {
    const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(host) ?? []
    const [, sources] = /script-src ([^;]*)/.exec(policy) ?? []
    const hashes = [...scripts(host), ...scripts(frame)].map(hash)
    expect(sources.split(' ')).toEqual([...hashes, "'unsafe-eval'", 'blob:'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("connect-src 'none'")
  })
})
