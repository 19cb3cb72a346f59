import { expect, test } from 'vitest'
import { PageRegistry } from '../../src/hosts/bundle/pages-plugin.ts'
import { nameScripts } from '../../src/site/first-scripts.ts'

const registry = new PageRegistry()
const add = (file: string, needs: string[], later: string[] = []): void =>
  registry.addScript(file, { needs, imports: [...needs, ...later], pages: [] })
add('_astro/page.js', ['_astro/helper.js'], ['_astro/live.js'])
add('_astro/helper.js', ['_astro/base.js'])
add('_astro/base.js', [])
add('_astro/live.js', [])

test('a page names its scripts in its head, with all that they import, and nothing that comes later', () => {
  const head = '<html><head><meta charset="utf-8"><style>p{}</style>'
  const html = `${head}</head><body><script type="module" src="/book/_astro/page.js"></script></body></html>`
  const links = ['page', 'helper', 'base']
    .map((name) => `<link rel="modulepreload" href="/book/_astro/${name}.js">`)
    .join('')
  expect(nameScripts(head, Buffer.from(html), '/book/', registry)).toBe(
    `<html><head><meta charset="utf-8">${links}<style>p{}</style>`,
  )
  // Where no styles stand in it, they come last.
  expect(nameScripts('<html><head>', Buffer.from(html), '/book/', registry)).toBe(
    `<html><head>${links}`,
  )
})

test('the head of a page without scripts stays as it is', () => {
  const head = '<html><head><title>A page</title>'
  const page = Buffer.from(`${head}</head><body></body></html>`)
  expect(nameScripts(head, page, '/', registry)).toBe(head)
})

test('the address of the book may have letters beyond ASCII', () => {
  const script = '<script type="module" src="/bücher/_astro/base.js"></script>'
  const page = Buffer.from(`<html><head></head><body>α ${script}</body></html>`)
  expect(nameScripts('<html><head>', page, '/bücher/', registry)).toBe(
    '<html><head><link rel="modulepreload" href="/bücher/_astro/base.js">',
  )
})
