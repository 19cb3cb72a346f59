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
  const html =
    '<html><head><meta charset="utf-8"><style>p{}</style></head><body><style></style>' +
    '<script type="module" src="/book/_astro/page.js"></script></body></html>'
  const links = ['page', 'helper', 'base']
    .map((name) => `<link rel="modulepreload" href="/book/_astro/${name}.js">`)
    .join('')
  expect(nameScripts(html, '/book/', registry)).toBe(
    html.replace('<style>p{}', `${links}<style>p{}`),
  )
})

test('a page without scripts stays as it is', () => {
  const html = '<html><head></head><body></body></html>'
  expect(nameScripts(html, '/', registry)).toBe(html)
})
