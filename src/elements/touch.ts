/**
 * Marks of a figure that choose: touching one with `data-input="touched" data-value="fox"` picks that option of the
 * chapter's `<Choice name="touched">`. The choice itself stands on the page too, for the keyboard and for screen readers.
 */
document.addEventListener('click', (event) => {
  const mark = (event.target as Element).closest<SVGElement | HTMLElement>('nb-cell .drawn [data-input]')
  const { input, value } = mark?.dataset ?? {}
  if (!event.isTrusted || input === undefined) return
  for (const option of document.querySelectorAll<HTMLInputElement>('nb-input[kind="Choice"] input')) {
    if (option.name === `input-${input}` && option.value === value) option.click()
  }
})
