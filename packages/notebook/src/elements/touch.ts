/**
 * Marks of a figure that set an input: clicking one with `data-input="touched" data-value="fox"`
 * selects that option of the chapter's `<Choice name="touched">`, and `data-input="fox"` alone
 * toggles `<Toggle name="fox">`. The input itself is on the page too, for the keyboard and for
 * screen readers.
 */
document.addEventListener('click', (event) => {
  const mark = (event.target as Element).closest<SVGElement | HTMLElement>(
    'nb-cell .drawn [data-input]',
  )
  const { input, value } = mark?.dataset ?? {}
  if (!event.isTrusted || input === undefined) return
  for (const control of controlsOf(input))
    if (control.type === 'checkbox' ? value === undefined : control.value === value) control.click()
})

/** The options of a choice, or the one control of a toggle. */
function controlsOf(input: string): NodeListOf<HTMLInputElement> {
  return document.querySelectorAll(
    `nb-input:is([kind="Choice"], [kind="Toggle"])[name="${CSS.escape(input)}"] input`,
  )
}
