import { marksWith, readMarkTexts } from '../figure/marks.ts'

/**
 * Marks of a figure that set an input: clicking one with an input and a value selects that option of
 * the chapter's `<Choice>`, and one with an input alone toggles its `<Toggle>`. The input itself is
 * on the page too, for the keyboard and for screen readers.
 */
document.addEventListener('click', (event) => {
  const mark = (event.target as Element).closest(`nb-cell .drawn ${marksWith('input')}`)
  if (!event.isTrusted || !mark) return
  const { input = '', value } = readMarkTexts(mark)
  for (const control of controlsOf(input)) {
    const isMeant = control.type === 'checkbox' ? value === undefined : control.value === value
    if (isMeant) control.click()
  }
})

/** The options of a choice, or the one control of a toggle. */
function controlsOf(input: string): NodeListOf<HTMLInputElement> {
  return document.querySelectorAll(
    `nb-input:is([kind="Choice"], [kind="Toggle"])[name="${CSS.escape(input)}"] input`,
  )
}
