import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { toHeadScript } from '../../src/site/head-script.ts'
import { codeKey, themeKey as keyOf } from '../../src/site/themes.ts'

const script = toHeadScript('a-book')
const themeKey = keyOf('a-book')

/** What the script of every page's head sets, for what is stored. */
function runScript(stored: Record<string, string>, choice = 'theme'): string | undefined {
  const document = { documentElement: { dataset: {} as Record<string, string> } }
  const localStorage = { getItem: (key: string) => stored[key] ?? null }
  runInNewContext(script, { document, localStorage, location: new URL('https://a.org/') })
  return document.documentElement.dataset[choice]
}

/** The address that a page has after the script has run. */
function runAt(address: string): string {
  const location = new URL(address)
  const history = {
    state: null,
    replaceState: (_: null, __: string, path: string) =>
      (location.href = new URL(path, location).href),
  }
  runInNewContext(script, { location, history })
  return location.href
}

test.each(['light', 'dark'])(
  'the stored theme %s is applied from the key that the button uses',
  (theme) => {
    expect(runScript({ [themeKey]: theme })).toBe(theme)
  },
)

test('the system’s theme is used if no valid theme is stored', () => {
  expect(runScript({})).toBeUndefined()
  expect(runScript({ [themeKey]: 'pink' })).toBeUndefined()
  expect(runScript({ [`other:${themeKey}`]: 'dark' })).toBeUndefined()
})

test('a reader’s wish to have all code open is read where its button stores it', () => {
  expect(runScript({ [codeKey('a-book')]: 'open' }, 'code')).toBe('open')
  expect(runScript({ [codeKey('a-book')]: 'yes' }, 'code')).toBeUndefined()
  expect(runScript({}, 'code')).toBeUndefined()
})

test('the system’s theme is used if storage throws', () => {
  const document = { documentElement: { dataset: {} as Record<string, string> } }
  const localStorage = {
    getItem: () => {
      throw new Error('refused')
    },
  }
  runInNewContext(script, { document, localStorage, location: new URL('https://a.org/') })
  expect(document.documentElement.dataset).toEqual({})
})

test.each([
  ['https://a.org/book/index.html', 'https://a.org/book/'],
  ['http://a.org/index.html?a=index.html#b', 'http://a.org/?a=index.html#b'],
  ['https://a.org/book/', 'https://a.org/book/'],
  ['https://a.org/my-index.html', 'https://a.org/my-index.html'],
  // A page that was taken home is a file of whatever name.
  ['file:///home/index.html', 'file:///home/index.html'],
])('a page at %s is at %s', (address, to) => {
  expect(runAt(address)).toBe(to)
})
