import { name } from 'virtual:notebook-name'
import { storeChoice } from './store-choice.ts'
import { themeKey, themes, type Theme } from './themes.ts'

const key = themeKey(name)

/** The button that goes from the system's colours to light, to dark and back; a script in the head of the next page reads the choice before it is drawn. */
export function offerThemes(): void {
  const button = document.querySelector<HTMLElement>('[data-theme-button]')
  if (!button) return
  showTheme(button)
  button.addEventListener('click', () => {
    choose(themes[(themes.indexOf(chosen()) + 1) % themes.length])
    showTheme(button)
  })
}

function chosen(): Theme {
  return (document.documentElement.dataset['theme'] ?? 'system') as Theme
}

function choose(theme: Theme): void {
  const { dataset } = document.documentElement
  if (theme === 'system') delete dataset['theme']
  else dataset['theme'] = theme
  storeChoice(key, theme === 'system' ? undefined : theme)
}

function showTheme(button: HTMLElement): void {
  const label = (JSON.parse(button.dataset['labels'] ?? '{}') as Record<Theme, string>)[chosen()]
  button.setAttribute('aria-label', label)
  button.title = label
}
