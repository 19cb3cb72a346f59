import { name } from 'virtual:notebook-name'
import { storeChoice } from './store-choice.ts'
import { codeKey } from './themes.ts'

const key = codeKey(name)

/**
 * The button that opens all code of the page, or folds it. The choice holds for the whole book: theme.js reads it
 * before the next page is drawn, so that nothing moves when its code opens.
 */
export function offerCode(): void {
  const button = document.querySelector<HTMLElement>('[data-code-button]')
  if (!button) return
  const { dataset } = document.documentElement
  if (dataset['code'] === 'open') setAll(true)
  show(button, dataset['code'] !== undefined)
  button.addEventListener('click', () => {
    const open = dataset['code'] === undefined
    setAll(open)
    show(button, open)
    storeChoice(key, open ? 'open' : undefined)
  })
}

/** Opens or folds all code but that which judges exercises, since it has the answers. */
function setAll(open: boolean): void {
  const { dataset } = document.documentElement
  for (const code of document.querySelectorAll<HTMLDetailsElement>('nb-cell:not([judge]) > .code'))
    code.open = open
  // From here on each cell can be folded by itself.
  if (open) dataset['code'] = 'opened'
  else delete dataset['code']
}

function show(button: HTMLElement, open: boolean): void {
  button.setAttribute('aria-pressed', String(open))
}
