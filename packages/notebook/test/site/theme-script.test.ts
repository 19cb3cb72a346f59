import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { toThemeScript } from '../../src/site/theme-script.ts'
import { codeKey, themeKey as keyOf } from '../../src/site/themes.ts'

const script = toThemeScript('a-book')
const themeKey = keyOf('a-book')

/** What the script of every page's head sets, for what is stored. */
function runScript(stored: Record<string, string>, choice = 'theme'): string | undefined {
  const document = { documentElement: { dataset: {} as Record<string, string> } }
  runInNewContext(script, {
    document,
    localStorage: { getItem: (key: string) => stored[key] ?? null },
  })
  return document.documentElement.dataset[choice]
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
  runInNewContext(script, { document, localStorage })
  expect(document.documentElement.dataset).toEqual({})
})
